#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Momentum final : public Optimizer<Scalar> {
 public:
  Momentum(const Choice& choice, const Layout& layout) : form_(choice), past_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate);
    const auto kept = static_cast<Scalar>(form_.kept);
    Scalar* past = past_.data();
    if (form_.is_buffer) {
      for (std::size_t i = 0; i < weights.size(); ++i) {
        past[i] = kept * past[i] + gradients[i];
        weights[i] -= rate * past[i];
      }
    } else {
      for (std::size_t i = 0; i < weights.size(); ++i) {
        past[i] = kept * past[i] - rate * gradients[i];
        weights[i] += past[i];
      }
    }
  }

  std::vector<std::span<Scalar>> state() override { return {past_}; }

 private:
  MomentumForm form_;
  Buffer<Scalar> past_;
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
