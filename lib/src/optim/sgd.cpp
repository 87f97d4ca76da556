#include "optimizers.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Sgd final : public Optimizer<Scalar> {
 public:
  Sgd(const Choice&, const Layout&) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] -= rate * gradients[i];
  }
};

}  // namespace

OptimizerEntry sgd() {
  return entry<Sgd>({.name = "sgd",
                     .summary = "w -= lr g; with batch_size \"full\" this is gradient descent",
                     .source = "Robbins and Monro (1951)",
                     .parameters = {}});
}

}  // namespace tryall::optim
