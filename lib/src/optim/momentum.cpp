#include "optimizers.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Momentum final : public Optimizer<Scalar> {
 public:
  Momentum(const Choice& choice, const Layout& layout)
      : momentum_(choice.number("momentum")), velocity_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate);
    const auto kept = static_cast<Scalar>(momentum_);
    Scalar* velocity = velocity_.data();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      velocity[i] = kept * velocity[i] - rate * gradients[i];
      weights[i] += velocity[i];
    }
  }

  std::vector<std::span<Scalar>> state() override { return {velocity_}; }

 private:
  double momentum_;
  Buffer<Scalar> velocity_;
};

}  // namespace

OptimizerEntry momentum() {
  return entry<Momentum>({.name = "momentum",
                          .summary = "v = a v - lr g; w += v",
                          .source = "Polyak (1964)",
                          .parameters = {{.name = "momentum",
                                          .type = Parameter::Type::number,
                                          .fallback = 0.9,
                                          .meaning = "a, the share of the velocity that is kept; 0 is sgd",
                                          .low = 0,
                                          .high = 1,
                                          .high_open = true}}});
}

}  // namespace tryall::optim
