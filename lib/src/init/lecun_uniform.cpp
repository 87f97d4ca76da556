#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_lecun(const Choice&, const ParameterBlock& block, const Stream& stream, std::span<double> weights) {
  const double bound = std::sqrt(3.0 / divisor(block.fan_in));
  fill_uniform(-bound, bound, stream, weights);
}

}  // namespace

InitializerEntry lecun_uniform() {
  return {{.name = "lecun_uniform",
           .summary = "w ~ U(-a, a), a = sqrt(3 / fan_in): the variance is 1 / fan_in",
           .source = "LeCun et al. (1998), Efficient BackProp, section 4.6",
           .advice = "The same variance as lecun_normal from a uniform distribution; for tanh and for linear "
                     "models. Too small for deep ReLU networks.",
           .parameters = {}},
          fill_lecun};
}

}  // namespace tryall::init
