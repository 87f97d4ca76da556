#include <cmath>

#include "initializers.hpp"

namespace tryall::init {
namespace {

void fill_he(const Choice&, Fans fans, const Stream& stream, std::span<double> weights) {
  fill_normal(std::sqrt(2.0 / static_cast<double>(fans.in)), stream, weights);
}

}  // namespace

InitializerEntry he() {
  return {{.name = "he",
           .summary = "w ~ N(0, 2 / fan_in), meant for ReLU",
           .source = "He et al. (2015), Delving Deep into Rectifiers, equation 10",
           .parameters = {}},
          fill_he};
}

}  // namespace tryall::init
