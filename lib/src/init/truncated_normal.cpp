#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

/// N(0, 1) within +-bound by rejection, from draw i on. Try k of element i is draw i + k 2^40, so that an
/// element is a function of its index alone and its first try is `normal`'s draw.
double truncated(double draw, double bound, const Stream& stream, std::uint64_t i) {
  constexpr std::uint64_t next_try = std::uint64_t{1} << 40;
  while (std::abs(draw) > bound) draw = stream.normal(i += next_try);
  return draw;
}

void fill_truncated(const Choice& choice, const ParameterBlock&, const Stream& stream,
                    std::span<double> weights) {
  const double std = choice.number("std"), bound = choice.number("truncation");
  stream.normals(0, weights);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = std * truncated(weights[i], bound, stream, i);
}

}  // namespace

InitializerEntry truncated_normal() {
  return {
      {.name = "truncated_normal",
       .summary = "w ~ N(0, std^2) given that |w| <= truncation std, by redrawing values outside; the "
                  "resulting standard deviation is smaller than std: 0.88 std at 2",
       .source = "TensorFlow's truncated_normal; PyTorch's trunc_normal_ with a, b = -+truncation std",
       .advice =
           "Like normal without outliers, which can saturate a unit from the start; small std (0.02 to 0.1) "
           "are usual. It does not look at the layer's size: for deep networks prefer the scaled inits.",
       .parameters = {std_parameter(1.0, "standard deviation before the cut"),
                      {.name = "truncation",
                       .type = Parameter::Type::number,
                       .fallback = 2.0,
                       .meaning = "where to cut, in standard deviations",
                       .low = 0.1}}},
      fill_truncated};
}

}  // namespace tryall::init
