#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Rprop final : public Optimizer<Scalar> {
 public:
  Rprop(const Choice& choice, const Layout& layout)
      : shrink_(choice.number("shrink")),
        grow_(choice.number("grow")),
        smallest_(choice.number("smallest_step")),
        largest_(choice.number("largest_step")),
        before_(layout.size),
        step_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    if (step == 1) std::fill(step_.begin(), step_.end(), static_cast<Scalar>(learning_rate));
    const auto shrink = static_cast<Scalar>(shrink_), grow = static_cast<Scalar>(grow_);
    const auto smallest = static_cast<Scalar>(smallest_), largest = static_cast<Scalar>(largest_);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Scalar agreement = gradients[i] * before_[i];
      const Scalar factor = agreement > 0 ? grow : agreement < 0 ? shrink : Scalar{1};
      step_[i] = std::min(std::max(step_[i] * factor, smallest), largest);
      const Scalar g = agreement < 0 ? Scalar{0} : gradients[i];
      weights[i] -= step_[i] * static_cast<Scalar>((g > 0) - (g < 0));
      before_[i] = g;
    }
  }

  std::vector<std::span<Scalar>> state() override { return {before_, step_}; }

 private:
  double shrink_, grow_, smallest_, largest_;
  Buffer<Scalar> before_, step_;
};

}  // namespace

OptimizerEntry rprop() {
  return entry<Rprop>(
      {.name = "rprop",
       .summary =
           "each weight has a step of its own, first lr: times grow where the gradient keeps its sign, times "
           "shrink (and no move) where it turns; w -= step sign(g). Meant for batch_size \"full\"",
       .source = "Riedmiller and Braun (1993), without weight backtracking, as PyTorch has it",
       .advice = "Uses only signs, so it is immune to the gradient's scale, and fast with batch_size "
                 "\"full\". With minibatches it fails: noise flips the signs and the steps shrink for no "
                 "reason; use rmsprop, its minibatch form, there.",
       .parameters = {decay_rate("shrink", 0.5, "factor where the sign turns"),
                      number_parameter("grow", 1.2, 1, "factor where the sign stays"),
                      number_parameter("smallest_step", 1e-6, 0, "bound of the steps"),
                      number_parameter("largest_step", 50, 0, "bound of the steps")}});
}

}  // namespace tryall::optim
