#include "adam_family.hpp"
#include "tryall/kernels/sums.hpp"

namespace tryall::optim {
namespace {

/// r = adam's direction + weight_decay w.
template <class Scalar>
struct LambDirection {
  Decay<Scalar> beta1, beta2;
  Epsilon<Scalar> epsilon;
  Scalar decay, correction1, correction2;

  void operator()(const Scalar& w, const Scalar& g, Scalar& m, Scalar& v, Scalar& r) const {
    m = beta1.mix(m, g);
    v = beta2.mix(v, square(g));
    r = m * correction1 / epsilon.root(v * correction2) + decay * w;
  }
};

template <class Scalar>
class Lamb final : public Rule<Scalar> {
 public:
  Lamb(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        step_{Decay<Scalar>(choice.number("beta1")),
              Decay<Scalar>(choice.number("beta2")),
              Epsilon<Scalar>(choice),
              static_cast<Scalar>(choice.number("weight_decay")),
              1,
              1},
        blocks_(layout.blocks),
        direction_(layout.size) {}

  bool needs_all_weights() const override { return true; }

  void begin(double learning_rate, std::int64_t step) override {
    rate_ = learning_rate;
    step_.correction1 = static_cast<Scalar>(1.0 / step_.beta1.correction(step));
    step_.correction2 = static_cast<Scalar>(1.0 / step_.beta2.correction(step));
  }

  void apply(const Range<Scalar>& all) override {
    all.each(step_, this->buffer(0), this->buffer(1), direction_);
    for (const ParameterBlock& block : blocks_) {
      const Range<Scalar> part = all.of(block);
      const double weight_norm = kernels::norm(part.weights);
      const double direction_norm = kernels::norm(part.of(direction_));
      const double trust = weight_norm > 0 && direction_norm > 0 ? weight_norm / direction_norm : 1.0;
      part.each([rate = static_cast<Scalar>(rate_ * trust)](Scalar& w, const Scalar&,
                                                            const Scalar& r) { w -= rate * r; },
                direction_);
    }
  }

 private:
  LambDirection<Scalar> step_;
  double rate_ = 0;
  std::vector<ParameterBlock> blocks_;
  Buffer<Scalar> direction_;
};

}  // namespace

OptimizerEntry lamb() {
  return entry<Lamb>(
      {.name = "lamb",
       .summary = "r = adam's direction + weight_decay w; per block of parameters w -= lr (|w| / |r|) r, "
                  "with the ratio 1 where either norm is 0",
       .source = "You et al. (2020), algorithm 2, with phi the identity",
       .advice = "Adam for very large batches (thousands): each layer moves in proportion to its own norm, "
                 "so rates can grow with the batch. No use with small batches; usual rates are 1e-3 to 1e-2.",
       .parameters = extended(
           moment_parameters(0.9, 0.999, 1e-6),
           {epsilon_mode_parameter(),
            number_parameter("weight_decay", 0, 0,
                             "weight_decay w is added to the direction, of biases, too, and so scaled by "
                             "the ratio of norms; not the decoupled decay of the axis weight_decay")})});
}

}  // namespace tryall::optim
