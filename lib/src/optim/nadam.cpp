#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct NadamStep {
  Decay<Scalar> beta1, beta2;
  Epsilon<Scalar> epsilon;
  Scalar gradient_rate, mean_rate, correction;

  void operator()(Scalar& w, const Scalar& g, Scalar& m, Scalar& v) const {
    m = beta1.mix(m, g);
    v = beta2.mix(v, square(g));
    w -= (gradient_rate * g + mean_rate * m) / epsilon.root(v * correction);
  }
};

template <class Scalar>
class Nadam final : public Rule<Scalar> {
 public:
  Nadam(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        step_{Decay<Scalar>(choice.number("beta1")),
              Decay<Scalar>(choice.number("beta2")),
              Epsilon<Scalar>(choice),
              0,
              0,
              1},
        momentum_decay_(choice.number("momentum_decay")),
        twice_(choice.flag("momentum_twice")),
        constant_(choice.word("variant") == "tensorflow1") {}

  void begin(double learning_rate, std::int64_t step) override {
    if (constant_) return begin_constant(learning_rate, step);
    const double now = momentum_at(step), next = momentum_at(step + 1);
    const double product = product_to(step);
    const double next_product = product * next * (twice_ ? now : 1.0);
    step_.gradient_rate = static_cast<Scalar>(learning_rate * (1.0 - now) / (1.0 - product));
    step_.mean_rate = static_cast<Scalar>(learning_rate * next / (1.0 - next_product));
    step_.correction = static_cast<Scalar>(1.0 / step_.beta2.correction(step));
  }
  void apply(const Range<Scalar>& range) override { range.each(step_, this->buffer(0), this->buffer(1)); }

 private:
  /// TensorFlow 1's: the momentum is b1 throughout, and epsilon stands beside the uncorrected square.
  void begin_constant(double learning_rate, std::int64_t step) {
    const double beta1 = step_.beta1.rate();
    const double rate =
        learning_rate * std::sqrt(step_.beta2.correction(step)) / step_.beta1.correction(step);
    step_.gradient_rate = static_cast<Scalar>(rate * (1.0 - beta1));
    step_.mean_rate = static_cast<Scalar>(rate * beta1);
  }

  double momentum_at(std::int64_t step) const {
    return step_.beta1.rate() * (1.0 - 0.5 * kernels::pow(0.96, static_cast<double>(step) * momentum_decay_));
  }

  /// The product of the momenta up to this step; carried on from the step before where that was the last.
  double product_to(std::int64_t step) {
    if (step != product_step_ + 1) {
      product_ = 1;
      product_step_ = 0;
    }
    while (product_step_ < step) product_ *= momentum_at(++product_step_);
    return product_;
  }

  NadamStep<Scalar> step_;
  double momentum_decay_;
  bool twice_, constant_;
  double product_ = 1;
  std::int64_t product_step_ = 0;
};

}  // namespace

OptimizerEntry nadam() {
  return entry<Nadam>(
      {.name = "nadam",
       .summary = "adam with Nesterov's momentum: mu_t = b1 (1 - 0.5 0.96^(t d)); w -= lr ((1 - mu_t) g / (1 "
                  "- prod mu) + mu_t+1 m / (1 - prod mu mu_t+1)) / (sqrt(v / (1 - b2^t)) + eps)",
       .source = "Dozat (2016), as PyTorch has it",
       .advice = "Adam that looks ahead; the same rates, often a little faster early on, seldom different at "
                 "the end. Least worth it with very noisy gradients.",
       .parameters = extended(
           moment_parameters(),
           {epsilon_mode_parameter(),
            number_parameter("momentum_decay", 0.004, 0, "d above"),
            flag_parameter("momentum_twice", false,
                           "mu_t enters the product up to t + 1 twice, as in PyTorch 1"),
            {.name = "variant",
             .type = Parameter::Type::word,
             .fallback = std::string("dozat"),
             .meaning =
                 "dozat: the summary's, PyTorch's and Keras's; tensorflow1, of tf.contrib.opt: w -= lr "
                 "sqrt(1 - b2^t) / (1 - b1^t) ((1 - b1) g + b1 m) / (sqrt(v) + eps), without "
                 "momentum_decay and momentum_twice",
             .words = {"dozat", "tensorflow1"}}})});
}

}  // namespace tryall::optim
