#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Rmsprop final : public Optimizer<Scalar> {
 public:
  Rmsprop(const Choice& choice, const Layout& layout)
      : epsilon_(choice),
        rho_(choice.number("rho")),
        momentum_(choice.number("momentum")),
        square_(layout.size),
        mean_(choice.flag("centered") ? layout.size : 0),
        velocity_(momentum_ > 0 ? layout.size : 0) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate), kept = static_cast<Scalar>(momentum_);
    const auto r = static_cast<Scalar>(rho_), c = static_cast<Scalar>(1.0 - rho_);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Scalar g = gradients[i];
      square_[i] = r * square_[i] + c * g * g;
      Scalar variance = square_[i];
      if (!mean_.empty()) {
        mean_[i] = r * mean_[i] + c * g;
        variance -= mean_[i] * mean_[i];
      }
      const Scalar direction = g / epsilon_.root(variance);
      if (velocity_.empty()) {
        weights[i] -= rate * direction;
      } else {
        velocity_[i] = kept * velocity_[i] + direction;
        weights[i] -= rate * velocity_[i];
      }
    }
  }

  std::vector<std::span<Scalar>> state() override {
    std::vector<std::span<Scalar>> buffers = {square_};
    if (!mean_.empty()) buffers.emplace_back(mean_);
    if (!velocity_.empty()) buffers.emplace_back(velocity_);
    return buffers;
  }

 private:
  Epsilon<Scalar> epsilon_;
  double rho_, momentum_;
  Buffer<Scalar> square_, mean_, velocity_;
};

}  // namespace

OptimizerEntry rmsprop() {
  return entry<Rmsprop>(
      {.name = "rmsprop",
       .summary =
           "h = r h + (1 - r) g g; w -= lr g / (sqrt(h) + eps); centered: the variance in the place of h",
       .source = "Tieleman and Hinton (2012), lecture 6.5; Graves (2013) for centered; epsilon as PyTorch's",
       .advice = "Made to fix adagrad: the decaying mean forgets old gradients, so steps do not die away. "
                 "Suits noisy and changing gradients (recurrent networks, reinforcement learning); usual "
                 "rates are 1e-4 to 1e-2, with adam as the first alternative.",
       .parameters = {
           decay_rate("rho", 0.9, "r, the decay of the squares' mean; PyTorch's default is 0.99"),
           epsilon_parameter(1e-8), epsilon_mode_parameter(),
           decay_rate("momentum", 0, "momentum of the scaled gradients: v = a v + direction; w -= lr v"),
           flag_parameter("centered", false, "divide by the standard deviation of the gradients")}});
}

}  // namespace tryall::optim
