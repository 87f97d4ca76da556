#include "optimizers.hpp"
#include "tryall/kernels/sums.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct LarsStep {
  Scalar kept, rate, decay;

  void operator()(Scalar& w, const Scalar& g, Scalar& v) const {
    v = kept * v + rate * (g + decay * w);
    w -= v;
  }
};

template <class Scalar>
class Lars final : public Rule<Scalar> {
 public:
  Lars(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 1),
        momentum_(choice.number("momentum")),
        trust_(choice.number("trust")),
        weight_decay_(choice.number("weight_decay")),
        epsilon_(choice.number("epsilon")),
        blocks_(layout.blocks) {}

  bool needs_all_weights() const override { return true; }

  void begin(double learning_rate, std::int64_t) override { rate_ = learning_rate; }

  void apply(const Range<Scalar>& all) override {
    for (const ParameterBlock& block : blocks_) {
      const Range<Scalar> part = all.of(block);
      const auto rate = static_cast<Scalar>(rate_ * local_rate(part));
      part.each(LarsStep<Scalar>{static_cast<Scalar>(momentum_), rate, static_cast<Scalar>(weight_decay_)},
                this->buffer(0));
    }
  }

 private:
  double local_rate(const Range<Scalar>& part) const {
    const double weight_norm = kernels::norm(part.weights), gradient_norm = kernels::norm(part.gradients);
    return weight_norm > 0 && gradient_norm > 0
               ? trust_ * weight_norm / (gradient_norm + weight_decay_ * weight_norm + epsilon_)
               : 1.0;
  }

  double momentum_, trust_, weight_decay_, epsilon_;
  double rate_ = 0;
  std::vector<ParameterBlock> blocks_;
};

}  // namespace

OptimizerEntry lars() {
  return entry<Lars>(
      {.name = "lars",
       .summary = "per block of parameters l = trust |w| / (|g| + weight_decay |w| + eps), 1 where either "
                  "norm is 0; v = a v + lr l (g + weight_decay w); w -= v; no epsilon_mode: eps is added to "
                  "norms, not to a mean of squares",
       .source = "You, Gitman and Ginsburg (2017), algorithm 1",
       .advice = "Momentum for very large batches: each layer's step is a share of its norm. Because of "
                 "trust (0.001) the learning rate is large, 1 to 10 or more, with a warm-up; with small "
                 "batches momentum does as well.",
       .parameters = {
           decay_rate("momentum", 0.9, "a, the share of the velocity that is kept"),
           number_parameter("trust", 0.001, 0, "the layer's share of trust"),
           number_parameter("weight_decay", 0, 0,
                            "weight_decay w is added to the gradient, of biases, too, and its norm to the "
                            "gradient's; not the decoupled decay of the axis weight_decay"),
           epsilon_parameter(1e-8)}});
}

}  // namespace tryall::optim
