#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

// What is stored are the weights after the look-ahead (Sutskever's w + a v), where gradients are taken; so
// the update needs no second set of weights: v' = a v - lr g; w += a v' - lr g. In the form of a buffer: b' =
// a b + g; w -= lr (g + a b').

template <class Scalar>
struct NagVelocity {
  Scalar kept, rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& v) const {
    v = kept * v - rate * g;
    w += kept * v - rate * g;
  }
};

template <class Scalar>
struct NagBuffer {
  Scalar kept, rate;

  void operator()(Scalar& w, const Scalar& g, Scalar& b) const {
    b = kept * b + g;
    w -= rate * (g + kept * b);
  }
};

template <class Scalar>
class Nag final : public Rule<Scalar> {
 public:
  Nag(const Choice& choice, const Layout& layout) : Rule<Scalar>(choice, layout, 1), form_(choice) {}

  void apply(const Range<Scalar>& range) override {
    const auto kept = static_cast<Scalar>(form_.kept);
    if (form_.is_buffer)
      range.each(NagBuffer<Scalar>{kept, this->rate()}, this->buffer(0));
    else
      range.each(NagVelocity<Scalar>{kept, this->rate()}, this->buffer(0));
  }

 private:
  MomentumForm form_;
};

}  // namespace

OptimizerEntry nag() {
  return entry<Nag>({.name = "nag",
                     .summary = "Nesterov's accelerated gradient: v = a v - lr g; w += a v - lr g, with g "
                                "taken at the look-ahead point, which is what is stored; form buffer, "
                                "PyTorch's nesterov=True: b = a b + g; w -= lr (g + a b)",
                     .source = "Nesterov (1983); Sutskever et al. (2013), equations 3 and 4",
                     .advice = "Like momentum with a correction that damps its swings; worth trying wherever "
                               "momentum is, with the same rates. The gain is largest for smooth, nearly "
                               "quadratic losses and large batches and small with noisy gradients.",
                     .parameters = momentum_parameters()});
}

}  // namespace tryall::optim
