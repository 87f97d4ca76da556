#include <algorithm>
#include <cmath>

#include "losses.hpp"

namespace tryall::nn {
namespace {

/// log(1 + e^z) - t z, as max(z, 0) + log(1 + e^-|z|) - t z, which does not overflow.
template <class Scalar>
class BinaryCrossEntropy final : public Loss<Scalar> {
 public:
  double sum(Batch<const Scalar> outputs, Batch<const Scalar> targets, Scalar gradient_scale,
             Batch<Scalar> gradient) const override {
    double sum = 0;
    for (std::ptrdiff_t i = 0; i < outputs.features * outputs.rows; ++i) {
      const auto z = static_cast<double>(outputs.data[i]), t = static_cast<double>(targets.data[i]);
      const double small = std::exp(-std::abs(z));
      sum += (z < 0 ? 0 : z) + std::log1p(small) - t * z;
      const double probability = (z < 0 ? small : 1.0) / (1.0 + small);
      if (gradient.data) gradient.data[i] = gradient_scale * static_cast<Scalar>(probability - t);
    }
    return sum;
  }
};

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_binary_cross_entropy(const Choice&) {
  return std::make_unique<BinaryCrossEntropy<Scalar>>();
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
          make_binary_cross_entropy<double>};
}

}  // namespace tryall::nn
