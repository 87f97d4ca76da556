#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct LionStep {
  Decay<Scalar> beta1, beta2;
  Scalar rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& m) const {
    w -= rate * sign(beta1.mix(m, g));
    m = beta2.mix(m, g);
  }
};

template <class Scalar>
class Lion final : public Rule<Scalar> {
 public:
  Lion(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 1),
        decay_(choice, layout),
        step_{Decay<Scalar>(choice.number("beta1")), Decay<Scalar>(choice.number("beta2")), 0} {}

  void begin(double learning_rate, std::int64_t) override {
    decay_.begin(learning_rate);
    step_.rate = static_cast<Scalar>(learning_rate);
  }
  void apply(const Range<Scalar>& range) override {
    decay_.apply(range);
    range.each(step_, this->buffer(0));
  }

 private:
  DecoupledDecay<Scalar> decay_;
  LionStep<Scalar> step_;
};

}  // namespace

OptimizerEntry lion() {
  return entry<Lion>(
      {.name = "lion",
       .summary = "w *= 1 - lr weight_decay; w -= lr sign(b1 m + (1 - b1) g); m = b2 m + (1 - b2) g",
       .source = "Chen et al. (2023), algorithm 2",
       .advice = "Keeps one buffer where adam has two. Each step moves every weight by lr, so use a rate 3 "
                 "to 10 times smaller than adamw's (1e-4) and a weight_decay as much larger; its gains were "
                 "shown for large batches, with small ones signs are noisy.",
       .parameters = {decay_rate("beta1", 0.9, "weight of the mean in the direction"),
                      decay_rate("beta2", 0.99, "decay of the mean of the gradients"),
                      weight_decay_parameter(0), include_bias_parameter()}});
}

}  // namespace tryall::optim
