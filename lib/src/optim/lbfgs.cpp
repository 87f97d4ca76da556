#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "optimizers.hpp"
#include "tryall/kernels/sums.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

/// One iteration a step, with the history carried from step to step; no line search.
template <class Scalar>
class Lbfgs final : public Optimizer<Scalar> {
 public:
  Lbfgs(const Choice& choice, const Layout& layout)
      : flat_(choice.number("gradient_tolerance")),
        no_descent_(choice.number("descent_tolerance")),
        no_curvature_(choice.number("curvature_tolerance")),
        before_(layout.size),
        moved_(layout.size),
        change_(layout.size),
        direction_(layout.size) {
    const auto history = static_cast<std::size_t>(choice.integer("history"));
    steps_.assign(history, Buffer<Scalar>(layout.size));
    changes_.assign(history, Buffer<Scalar>(layout.size));
    inverse_products_.assign(history, 0.0);
    shares_.assign(history, 0.0);
  }

  bool needs_all_weights() const override { return true; }

  void begin(double learning_rate, std::int64_t step) override {
    if (step != last_step_ + 1) recall();
    last_step_ = step;
    rate_ = learning_rate;
  }

  void apply(const Range<Scalar>& all) override {
    const std::span<const Scalar> gradients = all.gradients;
    largest_gradient_ = kernels::largest_magnitude(gradients);
    descent_ = 0;
    if (is_flat()) return;
    const bool first = kernels::largest_magnitude(before_) == 0;
    if (!first) remember(gradients);
    turn(gradients);
    std::ranges::copy(gradients, before_.begin());
    const double length = first ? std::min(1.0, 1.0 / kernels::sum_of_magnitudes(gradients)) * rate_ : rate_;
    kernels::each(
        [length = static_cast<Scalar>(length)](Scalar& moved, const Scalar& d) { moved = length * d; },
        moved_.size(), moved_.data(), std::as_const(direction_).data());
    descent_ = -kernels::dot(gradients, direction_);
    if (descent_ < no_descent_) return;
    all.each([](Scalar& w, const Scalar&, const Scalar& moved) { w += moved; }, moved_);
  }

  std::string at_rest() const override {
    if (last_step_ == 0) return {};
    if (is_flat())
      return fmt::format("the largest |gradient|, {:.3g}, is not above its gradient_tolerance of {:g}",
                         largest_gradient_, flat_);
    if (descent_ < no_descent_)
      return fmt::format(
          "the descent along its direction, -g . d = {:.3g} at a largest |gradient| of {:.3g}, is "
          "below its descent_tolerance of {:g}",
          descent_, largest_gradient_, no_descent_);
    return {};
  }

  std::vector<std::span<Scalar>> state() override {
    std::vector<std::span<Scalar>> buffers = {before_, moved_};
    for (Buffer<Scalar>& step : steps_) buffers.emplace_back(step);
    for (Buffer<Scalar>& change : changes_) buffers.emplace_back(change);
    return buffers;
  }

 private:
  bool is_flat() const { return largest_gradient_ <= flat_; }

  /// Works out again what follows from the state's buffers.
  void recall() {
    pairs_ = 0;
    while (pairs_ < steps_.size() && kernels::largest_magnitude(steps_[pairs_]) > 0) weigh(pairs_++);
  }

  void weigh(std::size_t k) { inverse_products_[k] = 1.0 / kernels::dot(changes_[k], steps_[k]); }

  /// Puts the last step and the change of the gradient over it in front, where they say that the curvature is
  /// positive; the oldest pair makes room.
  void remember(std::span<const Scalar> gradients) {
    kernels::each([](Scalar& change, const Scalar& g, const Scalar& before) { change = g - before; },
                  change_.size(), change_.data(), gradients.data(), std::as_const(before_).data());
    if (kernels::dot(change_, moved_) <= no_curvature_) return;
    std::rotate(steps_.begin(), steps_.end() - 1, steps_.end());
    std::rotate(changes_.begin(), changes_.end() - 1, changes_.end());
    std::rotate(inverse_products_.begin(), inverse_products_.end() - 1, inverse_products_.end());
    std::ranges::copy(moved_, steps_[0].begin());
    std::swap(change_, changes_[0]);
    weigh(0);
    pairs_ = std::min(pairs_ + 1, steps_.size());
  }

  /// direction = -H g by the two loops, the newest pair first.
  void turn(std::span<const Scalar> gradients) {
    kernels::each([](Scalar& d, const Scalar& g) { d = -g; }, direction_.size(), direction_.data(),
                  gradients.data());
    for (std::size_t k = 0; k < pairs_; ++k) {
      shares_[k] = kernels::dot(steps_[k], direction_) * inverse_products_[k];
      add(changes_[k], -shares_[k]);
    }
    if (pairs_ > 0) {
      const double scale = 1.0 / (inverse_products_[0] * kernels::dot(changes_[0], changes_[0]));
      kernels::each([scale = static_cast<Scalar>(scale)](Scalar& d) { d *= scale; }, direction_.size(),
                    direction_.data());
    }
    for (std::size_t k = pairs_; k-- > 0;)
      add(steps_[k], shares_[k] - kernels::dot(changes_[k], direction_) * inverse_products_[k]);
  }

  void add(const Buffer<Scalar>& values, double factor) {
    kernels::each(
        [factor = static_cast<Scalar>(factor)](Scalar& d, const Scalar& value) { d += factor * value; },
        direction_.size(), direction_.data(), values.data());
  }

  double flat_, no_descent_, no_curvature_;      // tolerances
  double largest_gradient_ = 0, descent_ = 0;    // of the last update
  std::vector<Buffer<Scalar>> steps_, changes_;  // newest first
  std::vector<double> inverse_products_;         // 1 / (step . change)
  std::vector<double> shares_;                   // of the first loop, for the second
  std::size_t pairs_ = 0;
  Buffer<Scalar> before_, moved_, change_, direction_;
  double rate_ = 0;
  std::int64_t last_step_ = 0;
};

}  // namespace

OptimizerEntry lbfgs() {
  return entry<Lbfgs>(
      {.name = "lbfgs",
       .summary = "w -= lr H g, with H from the last steps and changes of the gradient; the first step is "
                  "min(1, 1 / |g|_1) lr long. Meant for batch_size \"full\"; lr 1 is usual",
       .source =
           "Liu and Nocedal (1989); PyTorch's LBFGS with max_iter=1 and no line search, whose tolerance_grad "
           "and tolerance_change are gradient_tolerance and descent_tolerance",
       .advice = "Small, smooth problems with batch_size \"full\" (linear models, test functions): tens of "
                 "steps where gradient descent takes thousands. Without a line search it can diverge far "
                 "from a minimum (lower lr from 1), and minibatch noise spoils its curvature.",
       .parameters = {
           {.name = "history",
            .type = Parameter::Type::integer,
            .fallback = std::int64_t{10},
            .meaning = "pairs that are remembered",
            .low = 1,
            .high = 1000},
           number_parameter(
               "gradient_tolerance", 1e-7, 0,
               "no step is taken where no |gradient| is larger; in double precision 0 goes on to "
               "the end"),
           number_parameter(
               "descent_tolerance", 1e-9, 0,
               "no step is taken where -g . d, what a step is to gain, is smaller; it shrinks with "
               "the gradient's square, so for a small gradient this is the one to lower"),
           number_parameter("curvature_tolerance", 1e-10, 0,
                            "a pair is remembered where step . change is larger")}});
}

}  // namespace tryall::optim
