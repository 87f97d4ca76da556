#include <algorithm>

#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct AdamaxStep {
  Decay<Scalar> beta1;
  Scalar beta2, epsilon, rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& m, Scalar& u) const {
    m = beta1.mix(m, g);
    u = std::max(beta2 * u, std::abs(g) + epsilon);
    w -= rate * m / u;
  }
};

template <class Scalar>
class Adamax final : public Rule<Scalar> {
 public:
  Adamax(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        step_{Decay<Scalar>(choice.number("beta1")), static_cast<Scalar>(choice.number("beta2")),
              static_cast<Scalar>(choice.number("epsilon")), 0} {}

  void begin(double learning_rate, std::int64_t step) override {
    step_.rate = static_cast<Scalar>(learning_rate / step_.beta1.correction(step));
  }
  void apply(const Range<Scalar>& range) override { range.each(step_, this->buffer(0), this->buffer(1)); }

 private:
  AdamaxStep<Scalar> step_;
};

}  // namespace

OptimizerEntry adamax() {
  return entry<Adamax>({.name = "adamax",
                        .summary = "m = b1 m + (1 - b1) g; u = max(b2 u, |g| + eps); w -= lr (m / (1 - "
                                   "b1^t)) / u; no epsilon_mode: there is no root",
                        .source = "Kingma and Ba (2015), algorithm 2; epsilon as PyTorch adds it",
                        .advice = "Adam with the largest gradient in the place of the root mean square, "
                                  "which makes steps steady after rare huge gradients (sparse features). Its "
                                  "paper's rate is 2e-3; elsewhere it is seldom better than adam.",
                        .parameters = moment_parameters()});
}

}  // namespace tryall::optim
