#include "rule.hpp"

namespace tryall::optim {
namespace {

/// What is stored are the weights after the look-ahead (Sutskever's w + a v), where gradients are taken; so
/// the update needs no second set of weights: v' = a v - lr g; w += a v' - lr g.
template <class Scalar>
class Nag final : public Optimizer<Scalar> {
 public:
  Nag(const Choice& choice, const Layout& layout)
      : momentum_(choice.number("momentum")), velocity_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate), kept = static_cast<Scalar>(momentum_);
    Scalar* velocity = velocity_.data();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      velocity[i] = kept * velocity[i] - rate * gradients[i];
      weights[i] += kept * velocity[i] - rate * gradients[i];
    }
  }

  std::vector<std::span<Scalar>> state() override { return {velocity_}; }

 private:
  double momentum_;
  Buffer<Scalar> velocity_;
};

}  // namespace

OptimizerEntry nag() {
  return entry<Nag>(
      {.name = "nag",
       .summary =
           "Nesterov's accelerated gradient: v = a v - lr g; w += a v - lr g, with g taken at the look-ahead "
           "point, which is what is stored; PyTorch's nesterov=True at a constant learning rate",
       .source = "Nesterov (1983); Sutskever et al. (2013), equations 3 and 4",
       .parameters = {decay_rate("momentum", 0.9, "a, the share of the velocity that is kept; 0 is sgd")}});
}

}  // namespace tryall::optim
