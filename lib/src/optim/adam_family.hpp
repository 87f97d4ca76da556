#pragma once

#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {

/// Adam's step, which amsgrad takes with the largest square so far and adamw behind its decay.
/// epsilon outside: w -= lr / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + eps), the arrangement PyTorch has used
/// since 2019. Inside: w -= lr / (1 - b1^t) m / sqrt(v / (1 - b2^t) + eps).
template <class Scalar>
class Adam : public Optimizer<Scalar> {
 public:
  Adam(const Choice& choice, const Layout& layout, bool keep_largest = false)
      : moments_(choice, layout), epsilon_(choice), largest_(keep_largest ? layout.size : 0) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const auto rate = static_cast<Scalar>(learning_rate / moments_.correction1(step));
    const auto correction = static_cast<Scalar>(1.0 / moments_.correction2(step));
    if (!largest_.empty()) return update_by_largest(weights, gradients, rate, correction);
    const Scalar* mean = moments_.mean.data();
    const Scalar* square = moments_.square.data();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      weights[i] -= rate * mean[i] / epsilon_.root(square[i] * correction);
    }
  }

  std::vector<std::span<Scalar>> state() override {
    std::vector<std::span<Scalar>> buffers = {moments_.mean, moments_.square};
    if (!largest_.empty()) buffers.emplace_back(largest_);
    return buffers;
  }

 private:
  /// In two loops: over all five buffers at once, GCC would not vectorize.
  void update_by_largest(std::span<Scalar> weights, std::span<const Scalar> gradients, Scalar rate,
                         Scalar correction) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      largest_[i] = std::max(largest_[i], moments_.square[i]);
    }
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] -= rate * moments_.mean[i] / epsilon_.root(largest_[i] * correction);
  }

  Moments<Scalar> moments_;
  Epsilon<Scalar> epsilon_;
  Buffer<Scalar> largest_;  // empty where the squares themselves are meant
};

/// What RAdam's steps are multiplied by, which makes up for the variance of the early mean of squares: 1
/// while p = q - 2 t b2^t / (1 - b2^t), with q = 2 / (1 - b2) - 1, is at most 5, when there is nothing to
/// divide by.
struct Rectification {
  Rectification(double beta2, std::int64_t step, double correction2) {
    const auto t = static_cast<double>(step);
    const double longest = 2.0 / (1.0 - beta2) - 1.0;
    const double length = longest - 2.0 * t * std::pow(beta2, t) / correction2;
    active = length > 5.0;
    if (active)
      factor = std::sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
  }

  bool active = false;
  double factor = 1.0;
};

}  // namespace tryall::optim
