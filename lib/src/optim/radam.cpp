#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Radam final : public Optimizer<Scalar> {
 public:
  Radam(const Choice& choice, const Layout& layout) : moments_(choice, layout), epsilon_(choice) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const Rectification rectified(moments_.beta2, step, moments_.correction2(step));
    const double root_correction = rectified.active ? std::sqrt(moments_.correction2(step)) : 1.0;
    const auto rate =
        static_cast<Scalar>(learning_rate / moments_.correction1(step) * rectified.factor * root_correction);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      const Scalar divisor = rectified.active ? epsilon_.root(moments_.square[i]) : Scalar{1};
      weights[i] -= rate * moments_.mean[i] / divisor;
    }
  }

  std::vector<std::span<Scalar>> state() override { return {moments_.mean, moments_.square}; }

 private:
  Moments<Scalar> moments_;
  Epsilon<Scalar> epsilon_;
};

}  // namespace

OptimizerEntry radam() {
  return entry<Radam>(
      {.name = "radam",
       .summary = "adam's step times sqrt((p - 4) (p - 2) q / ((q - 4) (q - 2) p)), which makes up for the "
                  "variance of its early v, with q = 2 / (1 - b2) - 1 and p = q - 2 t b2^t / (1 - b2^t); "
                  "while p is at most 5, w -= lr m / (1 - b1^t)",
       .source = "Liu et al. (2020), algorithm 2; epsilon added to the uncorrected v, as in PyTorch 1.13",
       .advice = "Needs no warm-up: the first steps, when v is a guess, are plain momentum. Worth trying "
                 "where adam with a large rate is unstable at the start; later it is adam.",
       .parameters = extended(moment_parameters(), {epsilon_mode_parameter()})});
}

}  // namespace tryall::optim
