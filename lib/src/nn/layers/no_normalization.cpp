#include "normalizations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make(const Choice&, Units) {
  return nullptr;
}

}  // namespace

NormalizationEntry no_normalization() {
  return {{.name = "none", .summary = "units stay as they are", .source = "", .parameters = {}},
          make<float>,
          make<double>};
}

}  // namespace tryall::nn
