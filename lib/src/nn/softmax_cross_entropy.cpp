#include <cmath>

#include "tryall/nn/loss.hpp"

namespace tryall::nn {

template <class Scalar>
LossSums softmax_cross_entropy(Batch<const Scalar> logits, std::span<const std::int32_t> labels,
                               Scalar gradient_scale, Batch<Scalar> gradient) {
  LossSums sums;
  const std::ptrdiff_t classes = logits.features;
  for (std::ptrdiff_t row = 0; row < logits.rows; ++row) {
    const Scalar* z = logits.data + row * classes;
    Scalar* out = gradient.data ? gradient.data + row * classes : nullptr;
    const std::ptrdiff_t label = labels[static_cast<std::size_t>(row)];
    std::ptrdiff_t largest = 0;
    for (std::ptrdiff_t k = 1; k < classes; ++k)
      if (z[k] > z[largest]) largest = k;
    const Scalar top = z[largest];
    double total = 0;
    for (std::ptrdiff_t k = 0; k < classes; ++k) {
      const double exponential = std::exp(static_cast<double>(z[k] - top));
      total += exponential;
      if (out) out[k] = static_cast<Scalar>(exponential);
    }
    sums.loss += std::log(total) - static_cast<double>(z[label] - top);
    if (largest == label && std::isfinite(total)) ++sums.correct;
    if (!out) continue;
    const auto scale = static_cast<Scalar>(static_cast<double>(gradient_scale) / total);
    for (std::ptrdiff_t k = 0; k < classes; ++k) out[k] *= scale;
    out[label] -= gradient_scale;
  }
  return sums;
}

template LossSums softmax_cross_entropy(Batch<const float>, std::span<const std::int32_t>, float,
                                        Batch<float>);
template LossSums softmax_cross_entropy(Batch<const double>, std::span<const std::int32_t>, double,
                                        Batch<double>);

}  // namespace tryall::nn
