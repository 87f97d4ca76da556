#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
double dot(std::span<const Scalar> a, std::span<const Scalar> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

/// One iteration a step, with the history carried from step to step; no line search.
template <class Scalar>
class Lbfgs final : public Optimizer<Scalar> {
 public:
  Lbfgs(const Choice& choice, const Layout& layout)
      : before_(layout.size), moved_(layout.size), direction_(layout.size) {
    const auto history = static_cast<std::size_t>(choice.integer("history"));
    steps_.assign(history, Buffer<Scalar>(layout.size));
    changes_.assign(history, Buffer<Scalar>(layout.size));
    inverse_products_.assign(history, 0.0);
    shares_.assign(history, 0.0);
  }

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    constexpr double flat = 1e-7, no_descent = -1e-9;
    if (step != last_step_ + 1) recall();
    last_step_ = step;
    if (largest(gradients) <= flat) return;
    const bool first = largest(std::span<const Scalar>(before_)) == 0;
    if (!first) remember(gradients);
    turn(gradients);
    std::copy(gradients.begin(), gradients.end(), before_.begin());
    const double length =
        first ? std::min(1.0, 1.0 / absolute_sum(gradients)) * learning_rate : learning_rate;
    for (std::size_t i = 0; i < weights.size(); ++i) moved_[i] = static_cast<Scalar>(length) * direction_[i];
    if (dot<Scalar>(gradients, direction_) > no_descent) return;
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += moved_[i];
  }

  std::vector<std::span<Scalar>> state() override {
    std::vector<std::span<Scalar>> buffers = {before_, moved_};
    for (Buffer<Scalar>& step : steps_) buffers.emplace_back(step);
    for (Buffer<Scalar>& change : changes_) buffers.emplace_back(change);
    return buffers;
  }

 private:
  static double absolute_sum(std::span<const Scalar> values) {
    double sum = 0;
    for (const Scalar value : values) sum += std::abs(static_cast<double>(value));
    return sum;
  }
  static double largest(std::span<const Scalar> values) {
    double result = 0;
    for (const Scalar value : values) result = std::max(result, std::abs(static_cast<double>(value)));
    return result;
  }

  /// Works out again what follows from the state's buffers.
  void recall() {
    pairs_ = 0;
    while (pairs_ < steps_.size() && largest(steps_[pairs_]) > 0) weigh(pairs_++);
  }

  void weigh(std::size_t k) { inverse_products_[k] = 1.0 / dot<Scalar>(changes_[k], steps_[k]); }

  /// Puts the last step and the change of the gradient over it in front, where they say that the curvature is
  /// positive; the oldest pair makes room.
  void remember(std::span<const Scalar> gradients) {
    constexpr double too_flat = 1e-10;
    double product = 0;
    for (std::size_t i = 0; i < moved_.size(); ++i)
      product += static_cast<double>(gradients[i] - before_[i]) * static_cast<double>(moved_[i]);
    if (product <= too_flat) return;
    std::rotate(steps_.begin(), steps_.end() - 1, steps_.end());
    std::rotate(changes_.begin(), changes_.end() - 1, changes_.end());
    std::rotate(inverse_products_.begin(), inverse_products_.end() - 1, inverse_products_.end());
    for (std::size_t i = 0; i < moved_.size(); ++i) {
      steps_[0][i] = moved_[i];
      changes_[0][i] = gradients[i] - before_[i];
    }
    weigh(0);
    pairs_ = std::min(pairs_ + 1, steps_.size());
  }

  /// direction = -H g by the two loops, the newest pair first.
  void turn(std::span<const Scalar> gradients) {
    for (std::size_t i = 0; i < direction_.size(); ++i) direction_[i] = -gradients[i];
    for (std::size_t k = 0; k < pairs_; ++k) {
      shares_[k] = dot<Scalar>(steps_[k], direction_) * inverse_products_[k];
      add(changes_[k], -shares_[k]);
    }
    if (pairs_ > 0) {
      const double scale = 1.0 / (inverse_products_[0] * dot<Scalar>(changes_[0], changes_[0]));
      for (Scalar& value : direction_) value *= static_cast<Scalar>(scale);
    }
    for (std::size_t k = pairs_; k-- > 0;)
      add(steps_[k], shares_[k] - dot<Scalar>(changes_[k], direction_) * inverse_products_[k]);
  }

  void add(const Buffer<Scalar>& values, double factor) {
    for (std::size_t i = 0; i < direction_.size(); ++i)
      direction_[i] += static_cast<Scalar>(factor) * values[i];
  }

  std::vector<Buffer<Scalar>> steps_, changes_;  // newest first
  std::vector<double> inverse_products_;         // 1 / (step . change)
  std::vector<double> shares_;                   // of the first loop, for the second
  std::size_t pairs_ = 0;
  Buffer<Scalar> before_, moved_, direction_;
  std::int64_t last_step_ = 0;
};

}  // namespace

OptimizerEntry lbfgs() {
  return entry<Lbfgs>(
      {.name = "lbfgs",
       .summary = "w -= lr H g, with H from the last steps and changes of the gradient; the first step is "
                  "min(1, 1 / |g|_1) lr long. Meant for batch_size \"full\"; lr 1 is usual",
       .source = "Liu and Nocedal (1989); PyTorch's LBFGS with max_iter=1 and no line search",
       .advice = "Small, smooth problems with batch_size \"full\" (linear models, test functions): tens of "
                 "steps where gradient descent takes thousands. Without a line search it can diverge far "
                 "from a minimum (lower lr from 1), and minibatch noise spoils its curvature.",
       .parameters = {{.name = "history",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{10},
                       .meaning = "pairs that are remembered",
                       .low = 1,
                       .high = 1000}}});
}

}  // namespace tryall::optim
