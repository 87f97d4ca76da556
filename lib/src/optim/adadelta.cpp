#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Adadelta final : public Optimizer<Scalar> {
 public:
  Adadelta(const Choice& choice, const Layout& layout)
      : rho_(choice.number("rho")), epsilon_(choice), square_(layout.size), updates_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate);
    const auto r = static_cast<Scalar>(rho_), c = static_cast<Scalar>(1.0 - rho_);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Scalar g = gradients[i];
      square_[i] = r * square_[i] + c * g * g;
      const Scalar change = epsilon_.root(updates_[i]) / epsilon_.root(square_[i]) * g;
      updates_[i] = r * updates_[i] + c * change * change;
      weights[i] -= rate * change;
    }
  }

  std::vector<std::span<Scalar>> state() override { return {square_, updates_}; }

 private:
  double rho_;
  Epsilon<Scalar> epsilon_;
  Buffer<Scalar> square_, updates_;
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
