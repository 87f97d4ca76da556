#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_glorot_normal(const Choice& choice, const ParameterBlock& block, const Stream& stream,
                        std::span<double> weights) {
  const double std = choice.number("gain") * std::sqrt(2.0 / divisor(block.fan_in + block.fan_out));
  fill_normal(std, stream, weights);
}

}  // namespace

InitializerEntry glorot_normal() {
  return {{.name = "glorot_normal",
           .summary = "w ~ N(0, gain^2 2 / (fan_in + fan_out))",
           .source = "Glorot and Bengio (2010), equation 12; PyTorch's xavier_normal_",
           .advice = "The same variance as glorot_uniform from a normal distribution; for tanh and sigmoid. "
                     "Differences between the two are usually within the spread over seeds.",
           .parameters = {gain_parameter()}},
          fill_glorot_normal};
}

}  // namespace tryall::init
