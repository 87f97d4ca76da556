#pragma once

#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {

/// What schedule-free rules keep: z, which takes the steps, and x, the mean of all z so far, each weighted by
/// the square of the largest learning rate up to it. What is trained, and where gradients are taken, is y
/// between the two; what is evaluated is x. All three start at the first weights.
template <class Scalar>
class ScheduleFree {
 public:
  ScheduleFree(double beta, std::size_t size) : beta_(beta), x_(size), z_(size) {}

  /// Begins a step of this rate; the rule then moves z.
  void begin_step(std::span<const Scalar> weights, double rate, std::int64_t step) {
    if (step == 1) {
      std::copy(weights.begin(), weights.end(), x_.begin());
      std::copy(weights.begin(), weights.end(), z_.begin());
    }
    largest_rate_ = std::max(largest_rate_, rate);
    weight_sum_ += largest_rate_ * largest_rate_;
    share_ = weight_sum_ > 0 ? largest_rate_ * largest_rate_ / weight_sum_ : 0;
  }

  /// Ends a step, after z has moved: x = (1 - c) x + c z; y = beta x + (1 - beta) z.
  void end_step(std::span<Scalar> weights) {
    const auto c = static_cast<Scalar>(share_), kept = static_cast<Scalar>(1.0 - share_);
    const auto of_x = static_cast<Scalar>(beta_), of_z = static_cast<Scalar>(1.0 - beta_);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      x_[i] = kept * x_[i] + c * z_[i];
      weights[i] = of_x * x_[i] + of_z * z_[i];
    }
  }

  /// Puts x where y is and y where x is, so that a second call undoes the first; nothing before the first
  /// step.
  void exchange(std::span<Scalar> weights) {
    if (weight_sum_ > 0) std::swap_ranges(weights.begin(), weights.end(), x_.begin());
  }

  std::span<Scalar> x() { return x_; }
  std::span<Scalar> z() { return z_; }
  std::vector<double*> counters() { return {&largest_rate_, &weight_sum_}; }

 private:
  double beta_;
  double largest_rate_ = 0, weight_sum_ = 0;
  double share_ = 0;  // c of the step under way
  Buffer<Scalar> x_, z_;
};

}  // namespace tryall::optim
