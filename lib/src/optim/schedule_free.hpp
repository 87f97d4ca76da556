#pragma once

#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {

/// How the points of a schedule-free rule follow z, which has taken its step: x = (1 - c) x + c z; y = beta x
/// + (1 - beta) z.
template <class Scalar>
struct Follow {
  Decay<Scalar> c, beta;

  void operator()(Scalar& y, Scalar& x, Scalar z) const {
    x = c.mix(z, x);
    y = beta.mix(x, z);
  }
};

/// What schedule-free rules keep: z, which takes the steps, and x, the mean of all z so far, each weighted by
/// the square of the largest learning rate up to it. What is trained, and where gradients are taken, is y
/// between the two; what is evaluated is x. All three start at the first weights.
template <class Scalar>
class ScheduleFree : public Rule<Scalar> {
 public:
  /// `buffers` counts those of the rule behind x and z.
  ScheduleFree(const Choice& choice, const Layout& layout, double beta, std::size_t buffers = 0)
      : Rule<Scalar>(choice, layout, 2 + buffers), beta_(beta) {}

  void begin_evaluation(std::span<Scalar> weights) override { exchange(weights); }
  void end_evaluation(std::span<Scalar> weights) override { exchange(weights); }
  std::vector<double*> counters() override { return {&largest_rate_, &weight_sum_}; }

 protected:
  std::span<Scalar> x() { return this->buffer(0); }
  std::span<Scalar> z() { return this->buffer(1); }

  /// Begins a step of this rate.
  void begin_step(double rate, std::int64_t step) {
    first_ = step == 1;
    largest_rate_ = std::max(largest_rate_, rate);
    weight_sum_ += largest_rate_ * largest_rate_;
    share_ = weight_sum_ > 0 ? largest_rate_ * largest_rate_ / weight_sum_ : 0;
  }
  /// Begins a range of it: in the first step all points are where the weights are.
  void begin_range(const Range<Scalar>& range) {
    if (!first_) return;
    std::ranges::copy(range.weights, range.of(x()).begin());
    std::ranges::copy(range.weights, range.of(z()).begin());
  }
  Follow<Scalar> follow() const { return {Decay<Scalar>(share_), Decay<Scalar>(beta_)}; }

 private:
  /// Puts x where y is and y where x is, so that a second call undoes the first; nothing before the first
  /// step.
  void exchange(std::span<Scalar> weights) {
    if (weight_sum_ > 0) std::swap_ranges(weights.begin(), weights.end(), x().begin());
  }

  double beta_;
  double largest_rate_ = 0, weight_sum_ = 0;
  double share_ = 0;  // c of this step
  bool first_ = false;
};

}  // namespace tryall::optim
