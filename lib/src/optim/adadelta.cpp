#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct AdadeltaStep {
  Decay<Scalar> rho;
  Epsilon<Scalar> epsilon;
  Scalar rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& h, Scalar& u) const {
    h = rho.mix(h, square(g));
    const Scalar change = epsilon.root(u) / epsilon.root(h) * g;
    u = rho.mix(u, square(change));
    w -= rate * change;
  }
};

template <class Scalar>
class Adadelta final : public Rule<Scalar> {
 public:
  Adadelta(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2), rho_(choice.number("rho")), epsilon_(choice) {}

  void apply(const Range<Scalar>& range) override {
    range.each(AdadeltaStep<Scalar>{rho_, epsilon_, this->rate()}, this->buffer(0), this->buffer(1));
  }

 private:
  Decay<Scalar> rho_;
  Epsilon<Scalar> epsilon_;
};

}  // namespace

OptimizerEntry adadelta() {
  return entry<Adadelta>(
      {.name = "adadelta",
       .summary = "h = r h + (1 - r) g g; d = sqrt(u + eps) / sqrt(h + eps) g; u = r u + (1 - r) d d; w -= "
                  "lr d; the paper's lr is 1; epsilon_mode applies to both roots",
       .source = "Zeiler (2012), algorithm 1",
       .advice = "Needs hardly any tuning of the learning rate: the step has the right units by itself, and "
                 "lr is 1 (with 0.001, the default here, it hardly moves). It starts slowly, because u "
                 "starts at 0, and is rarely the fastest.",
       .parameters = {decay_rate("rho", 0.95, "r, the decay of both means; PyTorch's default is 0.9"),
                      epsilon_parameter(1e-6), epsilon_mode_parameter("inside")}});
}

}  // namespace tryall::optim
