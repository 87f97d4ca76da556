#include "regularizers.hpp"

namespace tryall::regularize {
namespace {

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make(const Choice&) {
  return nullptr;
}

}  // namespace

RegularizerEntry no_regularizer() {
  return {
      {.name = "none", .summary = "adds nothing", .source = "", .parameters = {}}, make<float>, make<double>};
}

}  // namespace tryall::regularize
