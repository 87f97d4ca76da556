#include "regularizers.hpp"

namespace tryall::regularize {
namespace {

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make(const Choice& choice) {
  return make_elastic_net<Scalar>(choice.number("lambda"), 0.0);
}

}  // namespace

RegularizerEntry l1() {
  return {{.name = "l1",
           .summary = "lambda * sum |w|, by its subgradient lambda * sign(w)",
           .source = "Tibshirani (1996)",
           .parameters = {strength("lambda", 1e-4, "strength")}},
          make<float>,
          make<double>};
}

}  // namespace tryall::regularize
