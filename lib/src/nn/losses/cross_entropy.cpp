#include <cmath>

#include "losses.hpp"

namespace tryall::nn {
namespace {

/// Computed from z - max z and summed in double.
template <class Scalar>
class CrossEntropy final : public Loss<Scalar> {
 public:
  double sum(Batch<const Scalar> outputs, Batch<const Scalar> targets, Scalar gradient_scale,
             Batch<Scalar> gradient) const override {
    const std::ptrdiff_t classes = outputs.features;
    double sum = 0;
    for (std::ptrdiff_t row = 0; row < outputs.rows; ++row) {
      const Scalar* z = outputs.data + row * classes;
      const Scalar* t = targets.data + row * classes;
      Scalar* out = gradient.data ? gradient.data + row * classes : nullptr;
      Scalar top = z[0];
      for (std::ptrdiff_t k = 1; k < classes; ++k)
        if (z[k] > top) top = z[k];
      double total = 0, weight = 0, aligned = 0;
      for (std::ptrdiff_t k = 0; k < classes; ++k) {
        const double exponential = std::exp(static_cast<double>(z[k] - top));
        total += exponential;
        weight += static_cast<double>(t[k]);
        if (t[k] != 0) aligned += static_cast<double>(t[k]) * static_cast<double>(z[k] - top);
        if (out) out[k] = static_cast<Scalar>(exponential);
      }
      sum += weight * std::log(total) - aligned;
      if (!out) continue;
      const auto scale = static_cast<Scalar>(static_cast<double>(gradient_scale) * weight / total);
      for (std::ptrdiff_t k = 0; k < classes; ++k) out[k] = out[k] * scale - gradient_scale * t[k];
    }
    return sum;
  }
};

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_cross_entropy(const Choice&) {
  return std::make_unique<CrossEntropy<Scalar>>();
}

}  // namespace

LossEntry cross_entropy() {
  return {
      {.name = "cross_entropy",
       .summary = "softmax and cross-entropy in one: -sum_k t_k log softmax(z)_k, with t_k = 1 for the label",
       .source = "PyTorch's CrossEntropyLoss",
       .advice = "The usual loss of classes: its gradient softmax(z) - t does not vanish when the network is "
                 "surely wrong, as that of mse behind a softmax would. Wrong labels weigh heavily; "
                 "label_smoothing helps.",
       .parameters = {}},
      {Task::classification},
      one_each,
      make_cross_entropy<float>,
      make_cross_entropy<double>};
}

}  // namespace tryall::nn
