#include "initializers.hpp"

namespace tryall::init {
namespace {

void fill_range(const Choice& choice, const ParameterBlock&, const Stream& stream,
                std::span<double> weights) {
  fill_uniform(choice.number("low"), choice.number("high"), stream, weights);
}

}  // namespace

void fill_uniform(double low, double high, const Stream& stream, std::span<double> weights) {
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = low + (high - low) * stream.uniform(i);
}

InitializerEntry uniform() {
  return {{.name = "uniform",
           .summary = "w ~ U(low, high); with the defaults no weight is negative",
           .source = "",
           .advice = "For comparisons and for your own ranges, such as low -0.05 and high 0.05, the classic "
                     "one. The default of 0 to 1 shifts every unit the same way and trains badly.",
           .parameters = {{.name = "low",
                           .type = Parameter::Type::number,
                           .fallback = 0.0,
                           .meaning = "one end of the range"},
                          {.name = "high",
                           .type = Parameter::Type::number,
                           .fallback = 1.0,
                           .meaning = "the other end; either may be the larger"}}},
          fill_range};
}

}  // namespace tryall::init
