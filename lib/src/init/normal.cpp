#include "initializers.hpp"

namespace tryall::init {
namespace {

void fill_with_std(const Choice& choice, Fans, const Stream& stream, std::span<double> weights) {
  fill_normal(choice.number("std"), stream, weights);
}

}  // namespace

void fill_normal(double std, const Stream& stream, std::span<double> weights) {
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = std * stream.normal(i);
}

InitializerEntry normal() {
  return {{.name = "normal",
           .summary = "w ~ N(0, std^2)",
           .source = "",
           .parameters = {{.name = "std",
                           .type = Parameter::Type::number,
                           .fallback = 1.0,
                           .meaning = "standard deviation; 0.01 is the other classic",
                           .low = 0}}},
          fill_with_std};
}

}  // namespace tryall::init
