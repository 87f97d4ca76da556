#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct MomentumVelocity {
  Scalar kept, rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& v) const {
    v = kept * v - rate * g;
    w += v;
  }
};

template <class Scalar>
struct MomentumBuffer {
  Scalar kept, rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& b) const {
    b = kept * b + g;
    w -= rate * b;
  }
};

template <class Scalar>
class Momentum final : public Rule<Scalar> {
 public:
  Momentum(const Choice& choice, const Layout& layout) : Rule<Scalar>(choice, layout, 1), form_(choice) {}

  void apply(const Range<Scalar>& range) override {
    const auto kept = static_cast<Scalar>(form_.kept);
    if (form_.is_buffer)
      range.each(MomentumBuffer<Scalar>{kept, this->rate()}, this->buffer(0));
    else
      range.each(MomentumVelocity<Scalar>{kept, this->rate()}, this->buffer(0));
  }

 private:
  MomentumForm form_;
};

}  // namespace

OptimizerEntry momentum() {
  return entry<Momentum>(
      {.name = "momentum",
       .summary = "v = a v - lr g; w += v; form buffer, as PyTorch: b = a b + g; w -= lr b",
       .source = "Polyak (1964)",
       .advice = "Helps in long valleys, where sgd goes from side to side: momentum 0.9 lets consistent "
                 "directions add up, to steps 1 / (1 - a) times as long, so take a learning rate about a "
                 "tenth of sgd's (0.01 to 0.1). Too large a rate overshoots.",
       .parameters = momentum_parameters()});
}

}  // namespace tryall::optim
