#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

/// What is stored are the weights after the look-ahead (Sutskever's w + a v), where gradients are taken; so
/// the update needs no second set of weights: v' = a v - lr g; w += a v' - lr g. In the form of a buffer: b'
/// = a b
/// + g; w -= lr (g + a b').
template <class Scalar>
class Nag final : public Optimizer<Scalar> {
 public:
  Nag(const Choice& choice, const Layout& layout) : form_(choice), past_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto rate = static_cast<Scalar>(learning_rate), kept = static_cast<Scalar>(form_.kept);
    Scalar* past = past_.data();
    if (form_.is_buffer) {
      for (std::size_t i = 0; i < weights.size(); ++i) {
        past[i] = kept * past[i] + gradients[i];
        weights[i] -= rate * (gradients[i] + kept * past[i]);
      }
    } else {
      for (std::size_t i = 0; i < weights.size(); ++i) {
        past[i] = kept * past[i] - rate * gradients[i];
        weights[i] += kept * past[i] - rate * gradients[i];
      }
    }
  }

  std::vector<std::span<Scalar>> state() override { return {past_}; }

 private:
  MomentumForm form_;
  Buffer<Scalar> past_;
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
