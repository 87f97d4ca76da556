#include <cmath>

#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

/// Chooses the zeros of each column by selection sampling (Knuth, volume 2, algorithm S): row r is one with
/// probability (zeros still to place) / (rows still to come). Its draws follow those of the normals.
void fill_sparse(const Choice& choice, const ParameterBlock& block, const Stream& stream,
                 std::span<double> weights) {
  fill_normal(choice.number("std"), stream, weights);
  const std::size_t rows = block.rows(), columns = block.columns();
  const auto zeros =
      static_cast<std::size_t>(std::ceil(choice.number("sparsity") * static_cast<double>(rows)));
  for (std::size_t column = 0; column < columns; ++column) {
    std::size_t left = zeros;
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t i = row * columns + column;
      if (stream.below(weights.size() + i, rows - row) >= left) continue;
      weights[i] = 0;
      --left;
    }
  }
}

}  // namespace

InitializerEntry sparse() {
  return {
      {.name = "sparse",
       .summary = "w ~ N(0, std^2), but ceil(sparsity outputs) of the weights that leave each input are 0",
       .source = "Martens (2010), section 5, as PyTorch's sparse_ has it",
       .advice = "Units start with few inputs each, which keeps them different and from saturating however "
                 "wide the layer is. Made for deep networks before normalization; today the scaled inits are "
                 "the first choice. Sparsity and std both need tuning.",
       .parameters = {{.name = "sparsity",
                       .type = Parameter::Type::number,
                       .fallback = 0.9,
                       .meaning = "share of zeros among the weights that leave an input",
                       .low = 0,
                       .high = 1},
                      std_parameter(0.01, "standard deviation of the others")}},
      fill_sparse};
}

}  // namespace tryall::init
