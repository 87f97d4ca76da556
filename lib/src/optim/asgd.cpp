#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct AsgdStep {
  Scalar kept, rate;

  void operator()(Scalar& w, const Scalar& g) const { w = w * kept - rate * g; }
};

/// a += (w - a) / max(1, t - 1 - average_after): the weights themselves until the average begins.
template <class Scalar>
struct AsgdAverage {
  explicit AsgdAverage(double length) : begins(length <= 1), share(static_cast<Scalar>(1.0 / length)) {}

  void operator()(const Scalar& w, const Scalar&, Scalar& a) const { a = begins ? w : a + (w - a) * share; }

  bool begins;
  Scalar share;
};

template <class Scalar>
class Asgd final : public Rule<Scalar> {
 public:
  Asgd(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, choice.flag("average") ? 1 : 0),
        lambda_(choice.number("lambda")),
        alpha_(choice.number("alpha")),
        average_after_(choice.integer("average_after")),
        averages_(choice.flag("average")) {}

  /// The rate of step t is lr / (1 + lambda lr (t - 1))^alpha.
  void begin(double learning_rate, std::int64_t step) override {
    const double rate =
        learning_rate / kernels::pow(1.0 + lambda_ * learning_rate * static_cast<double>(step - 1), alpha_);
    step_ = {static_cast<Scalar>(1.0 - lambda_ * rate), static_cast<Scalar>(rate)};
    if (averages_) averaged_ = static_cast<double>(std::max<std::int64_t>(1, step - 1 - average_after_));
  }
  void apply(const Range<Scalar>& range) override {
    range.each(step_);
    if (averages_) range.each(AsgdAverage<Scalar>(averaged_), this->buffer(0));
  }

  void begin_evaluation(std::span<Scalar> weights) override { exchange(weights); }
  void end_evaluation(std::span<Scalar> weights) override { exchange(weights); }
  std::vector<double*> counters() override { return {&averaged_}; }

 private:
  /// The average in the weights' place and back again; nothing where there is none.
  void exchange(std::span<Scalar> weights) {
    if (averaged_ > 0) std::swap_ranges(weights.begin(), weights.end(), this->buffer(0).begin());
  }

  double lambda_, alpha_;
  std::int64_t average_after_;
  bool averages_;
  double averaged_ = 0;  // how many weights are in the average
  AsgdStep<Scalar> step_{};
};

}  // namespace

OptimizerEntry asgd() {
  return entry<Asgd>(
      {.name = "asgd",
       .summary = "sgd with decay, as PyTorch's ASGD steps: r = lr / (1 + lambda lr (t - 1))^alpha; w = (1 - "
                  "lambda r) w - r g; average: evaluated at the mean of the weights, a += (w - a) / max(1, t "
                  "- 1 - average_after)",
       .source = "Polyak and Juditsky (1992), as PyTorch 1.13 has it",
       .advice = "Averaging takes out the noise of a constant learning rate and helps convex problems "
                 "(linear models) trained long; set average to true, and average_after to when the first "
                 "transient is over. A falling schedule does much the same for networks.",
       .parameters = {number_parameter("lambda", 1e-4, 0, "decay term"),
                      number_parameter("alpha", 0.75, 0, "power of the rate's decay"),
                      flag_parameter("average", false, "whether to evaluate at the average of the weights"),
                      {.name = "average_after",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{0},
                       .meaning = "steps before the average begins; PyTorch's t0, which is 1e6 there",
                       .low = 0}}});
}

}  // namespace tryall::optim
