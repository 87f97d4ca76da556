#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_glorot_uniform(const Choice& choice, const ParameterBlock& block, const Stream& stream,
                         std::span<double> weights) {
  const double bound = choice.number("gain") * std::sqrt(6.0 / divisor(block.fan_in + block.fan_out));
  fill_uniform(-bound, bound, stream, weights);
}

}  // namespace

InitializerEntry glorot_uniform() {
  return {{.name = "glorot_uniform",
           .summary = "w ~ U(-a, a), a = gain sqrt(6 / (fan_in + fan_out))",
           .source = "Glorot and Bengio (2010), equation 16; PyTorch's xavier_uniform_",
           .advice =
               "For tanh and sigmoid; Keras's default. A compromise between the forward and the backward "
               "pass, which matters where fan_in and fan_out differ much; with ReLU use he or gain sqrt(2).",
           .parameters = {gain_parameter()}},
          fill_glorot_uniform};
}

}  // namespace tryall::init
