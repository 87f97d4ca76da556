#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Sign final : public Rule<Scalar> {
 public:
  Sign(const Choice& choice, const Layout& layout) : Rule<Scalar>(choice, layout) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate);
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] -= rate * static_cast<Scalar>((gradients[i] > 0) - (gradients[i] < 0));
  }
};

}  // namespace

OptimizerEntry sign() {
  return entry<Sign>(
      {.name = "sign",
       .summary = "w -= lr sign(g)",
       .source = "Bernstein et al. (2018)",
       .advice = "Indifferent to the gradient's scale; with small batches the signs are noise."});
}

}  // namespace tryall::optim
