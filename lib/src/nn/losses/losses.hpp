#pragma once

#include "tryall/error.hpp"
#include "tryall/nn/losses/loss.hpp"

namespace tryall::nn {

#define TRYALL_TECHNIQUE(name) LossEntry name();
#include "losses.def"
#undef TRYALL_TECHNIQUE

/// One output a class or target column.
inline std::ptrdiff_t one_each(std::ptrdiff_t columns) { return columns; }

/// The loss of a class template Each<Scalar>, made from the choice, whose `value(error)` and `slope(error)`
/// are those of one output: a row's loss is their mean over the outputs.
template <class Scalar, template <class> class Each>
class MeanOverOutputs final : public Loss<Scalar> {
 public:
  explicit MeanOverOutputs(const Choice& choice) : each_(choice) {}

  double sum(Batch<const Scalar> outputs, Batch<const Scalar> targets, Scalar gradient_scale,
             Batch<Scalar> gradient) const override {
    double total = 0;
    const std::ptrdiff_t size = outputs.features * outputs.rows;
    const Scalar scale = gradient_scale / static_cast<Scalar>(outputs.features);
    for (std::ptrdiff_t i = 0; i < size; ++i) {
      const Scalar error = outputs.data[i] - targets.data[i];
      total += static_cast<double>(each_.value(error));
      if (gradient.data) gradient.data[i] = scale * each_.slope(error);
    }
    return total / static_cast<double>(outputs.features);
  }

 private:
  Each<Scalar> each_;
};

template <template <class> class Each>
LossEntry mean_over_outputs(Technique about) {
  return {std::move(about),
          {Task::regression, Task::classification},
          one_each,
          [](const Choice& choice) -> std::unique_ptr<Loss<float>> {
            return std::make_unique<MeanOverOutputs<float, Each>>(choice);
          },
          [](const Choice& choice) -> std::unique_ptr<Loss<double>> {
            return std::make_unique<MeanOverOutputs<double, Each>>(choice);
          }};
}

}  // namespace tryall::nn
