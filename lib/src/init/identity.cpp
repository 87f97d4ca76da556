#include <algorithm>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_identity(const Choice& choice, const ParameterBlock& block, const Stream&,
                   std::span<double> weights) {
  std::fill(weights.begin(), weights.end(), 0.0);
  for (std::size_t k = 0; k < std::min(block.rows(), block.columns()); ++k)
    weights[k * block.columns() + k] = choice.number("gain");
}

}  // namespace

InitializerEntry identity() {
  return {{.name = "identity",
           .summary = "gain on the diagonal of {outputs, inputs}, 0 elsewhere",
           .source = "Le, Jaitly and Hinton (2015); PyTorch's eye_",
           .advice = "For layers of equal width in deep or residual networks with ReLU, which then start as "
                     "the identity. Rows beyond the smaller side are zero, so where widths differ some units "
                     "start dead or unused.",
           .parameters = {gain_parameter()}},
          fill_identity};
}

}  // namespace tryall::init
