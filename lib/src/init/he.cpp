#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_he(const Choice& choice, const ParameterBlock& block, const Stream& stream,
             std::span<double> weights) {
  fill_normal(std::sqrt(2.0 / chosen_fan(choice, block)), stream, weights);
}

}  // namespace

InitializerEntry he() {
  return {{.name = "he",
           .summary = "w ~ N(0, 2 / fan), meant for ReLU",
           .source = "He et al. (2015), Delving Deep into Rectifiers, equations 10 and 14",
           .advice = "For ReLU and its like (leaky_relu, elu, gelu, silu): the factor 2 makes up for the "
                     "half that ReLU zeroes, so that deep networks neither fade nor blow up. With sigmoid or "
                     "tanh it starts nearer to saturation; use xavier.",
           .parameters = {fan_parameter()}},
          fill_he};
}

}  // namespace tryall::init
