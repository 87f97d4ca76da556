#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_he_uniform(const Choice& choice, const ParameterBlock& block, const Stream& stream,
                     std::span<double> weights) {
  const double bound = std::sqrt(6.0 / chosen_fan(choice, block));
  fill_uniform(-bound, bound, stream, weights);
}

}  // namespace

InitializerEntry he_uniform() {
  return {{.name = "he_uniform",
           .summary = "w ~ U(-a, a), a = sqrt(6 / fan), meant for ReLU: the variance is 2 / fan",
           .source = "He et al. (2015), as a uniform; PyTorch's kaiming_uniform_ with a = 0",
           .advice = "The same variance as he from a uniform distribution, for ReLU and its like; expect the "
                     "same results.",
           .parameters = {fan_parameter()}},
          fill_he_uniform};
}

}  // namespace tryall::init
