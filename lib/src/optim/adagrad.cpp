#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct AdagradStep {
  Epsilon<Scalar> epsilon;
  Scalar rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& h) const {
    h += square(g);
    w -= rate * g / epsilon.root(h);
  }
};

template <class Scalar>
class Adagrad final : public Rule<Scalar> {
 public:
  Adagrad(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 1),
        learning_rate_decay_(choice.number("learning_rate_decay")),
        step_{Epsilon<Scalar>(choice), 0} {
    std::ranges::fill(this->buffer(0), static_cast<Scalar>(choice.number("initial_accumulator")));
  }

  void begin(double learning_rate, std::int64_t step) override {
    step_.rate =
        static_cast<Scalar>(learning_rate / (1.0 + static_cast<double>(step - 1) * learning_rate_decay_));
  }
  void apply(const Range<Scalar>& range) override { range.each(step_, this->buffer(0)); }

 private:
  double learning_rate_decay_;
  AdagradStep<Scalar> step_;
};

}  // namespace

OptimizerEntry adagrad() {
  return entry<Adagrad>(
      {.name = "adagrad",
       .summary = "h += g g; w -= lr g / (sqrt(h) + eps)",
       .source = "Duchi, Hazan and Singer (2011); defaults as PyTorch's",
       .advice =
           "Made for sparse features: rare ones keep large steps. Since h only grows the steps die away, "
           "which suits convex problems and hurts long trainings of networks; usual rates are 0.01 to 0.1.",
       .parameters = {
           epsilon_parameter(1e-10), epsilon_mode_parameter(),
           number_parameter("learning_rate_decay", 0, 0, "the rate is divided by 1 + (t - 1) times this"),
           number_parameter(
               "initial_accumulator", 0, 0,
               "h before the first step; 0.1 in TensorFlow, whose first version has no epsilon")}});
}

}  // namespace tryall::optim
