#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_xavier(const Choice&, const ParameterBlock& block, const Stream& stream,
                 std::span<double> weights) {
  fill_normal(1.0 / std::sqrt(divisor(block.fan_in)), stream, weights);
}

}  // namespace

InitializerEntry xavier() {
  return {{.name = "xavier",
           .summary = "w ~ N(0, 1 / fan_in), meant for sigmoid and tanh (elsewhere called LeCun normal)",
           .source = "Glorot and Bengio (2010), in the simplified form with fan_in alone",
           .advice = "For sigmoid and tanh, with which it keeps the variance of activations about constant "
                     "from layer to layer. With ReLU, which halves the second moment, activations fade in "
                     "deep networks; use he there.",
           .parameters = {}},
          fill_xavier};
}

}  // namespace tryall::init
