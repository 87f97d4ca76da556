#include <cmath>

#include "losses.hpp"
#include "tryall/kernels/math.hpp"
#include "tryall/kernels/zero_below.hpp"

namespace tryall::nn {
namespace {

/// log(1 + e^z) - t z, as max(z, 0) - t z + log(1 + e^-|z|), which neither overflows nor cancels.
template <class Scalar>
class BinaryCrossEntropy final : public Loss<Scalar> {
 public:
  double sum(Batch<const Scalar> outputs, Batch<const Scalar> targets, Scalar gradient_scale,
             Batch<Scalar> gradient) const override {
    return sum_over_outputs(
        outputs, targets, gradient,
        [gradient_scale](const Scalar& z, const Scalar& t, Scalar& value, Scalar& slope) {
          const Scalar small = kernels::exp(-std::abs(z)), share = small / (Scalar{1} + small);
          const Scalar against = Scalar{1} - t;
          value = (z < Scalar{0} ? -t : against) * z + kernels::log1p(small);
          slope = kernels::gradient(gradient_scale * (z < Scalar{0} ? share - t : against - share));
        });
  }
};

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_binary_cross_entropy(const Choice&) {
  return std::make_unique<BinaryCrossEntropy<Scalar>>();
}

/// 1 / (1 + e^-z) is that of the second of two classes; of more, each against the rest, in proportion.
void shares_of(std::span<const double> outputs, std::span<double> shares) {
  if (outputs.size() == 1) {
    shares[1] = kernels::logistic(outputs[0]);
    shares[0] = 1 - shares[1];
    return;
  }
  double sum = 0;
  for (std::size_t k = 0; k < outputs.size(); ++k) sum += shares[k] = kernels::logistic(outputs[k]);
  for (double& share : shares) share = sum > 0 ? share / sum : 1 / static_cast<double>(outputs.size());
}

std::ptrdiff_t outputs(std::ptrdiff_t classes) { return classes == 2 ? 1 : classes; }

}  // namespace

LossEntry binary_cross_entropy() {
  return {{.name = "binary_cross_entropy",
           .summary = "-t log s - (1 - t) log(1 - s) with s = 1 / (1 + e^-z): one output for two classes "
                      "(logistic regression), otherwise one per class against the rest, summed",
           .source = "PyTorch's BCEWithLogitsLoss, summed over the outputs",
           .advice = "Two classes (logistic regression), or each class on its own against the rest. For "
                     "several classes that exclude one another cross_entropy is mostly better.",
           .parameters = {}},
          {Task::classification},
          outputs,
          make_binary_cross_entropy<float>,
          make_binary_cross_entropy<double>,
          shares_of};
}

}  // namespace tryall::nn
