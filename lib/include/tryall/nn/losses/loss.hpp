#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/experiment/task.hpp"
#include "tryall/kernels/each.hpp"

namespace tryall::nn {

/// A loss of a model's outputs against targets, both outputs x rows. Labels come as targets of 0 and 1 (one
/// output a class, or one output for two classes).
template <class Scalar>
class Loss {
 public:
  virtual ~Loss() = default;

  /// The sum over the rows, in double. The gradient with respect to the outputs, times `gradient_scale`, is
  /// written to `gradient`, unless its data is null.
  virtual double sum(Batch<const Scalar> outputs, Batch<const Scalar> targets, Scalar gradient_scale,
                     Batch<Scalar> gradient) const = 0;
};

/// A loss: which tasks it suits, how many outputs a model needs for it (for `columns` classes or target
/// columns), how it is made. A new one is a file and a line in the table.
struct LossEntry {
  Technique about;
  std::vector<Task> tasks;
  std::ptrdiff_t (*outputs)(std::ptrdiff_t columns);
  std::unique_ptr<Loss<float>> (*make_single)(const Choice& choice);
  std::unique_ptr<Loss<double>> (*make_double)(const Choice& choice);
  /// Writes the probability of each class that the outputs of a row stand for; null where they stand for
  /// none.
  void (*probabilities)(std::span<const double> outputs, std::span<double> probabilities) = nullptr;

  bool suits(Task task) const;
};

/// One output a class or target column.
inline std::ptrdiff_t one_each(std::ptrdiff_t columns) { return columns; }

/// The sum over all outputs of what rule(z, t, value, slope) writes to `value`, in double, in their order.
/// `slope` becomes the gradient, unless its data is null. A rule of kernels::each.
template <class Scalar, class OutputRule>
double sum_over_outputs(Batch<const Scalar> outputs, Batch<const Scalar> targets, Batch<Scalar> gradient,
                        const OutputRule& rule) {
  constexpr std::ptrdiff_t block = 256;
  std::array<Scalar, block> values, unused;
  double total = 0;
  const std::ptrdiff_t size = outputs.features * outputs.rows;
  for (std::ptrdiff_t begin = 0; begin < size; begin += block) {
    const auto count = static_cast<std::size_t>(std::min(block, size - begin));
    kernels::each(rule, count, outputs.data + begin, targets.data + begin, values.data(),
                  gradient.data ? gradient.data + begin : unused.data());
    for (std::size_t i = 0; i < count; ++i) total += static_cast<double>(values[i]);
  }
  return total;
}

/// The loss of a class template Each<Scalar>, made from the choice, whose `value(error)` and `slope(error)`
/// are those of one output, as rules of kernels::each: a row's loss is their mean over the outputs.
template <class Scalar, template <class> class Each>
class MeanOverOutputs final : public Loss<Scalar> {
 public:
  explicit MeanOverOutputs(const Choice& choice) : each_(choice) {}

  double sum(Batch<const Scalar> outputs, Batch<const Scalar> targets, Scalar gradient_scale,
             Batch<Scalar> gradient) const override {
    const Scalar scale = gradient_scale / static_cast<Scalar>(outputs.features);
    const double total = sum_over_outputs(
        outputs, targets, gradient,
        [each = each_, scale](const Scalar& z, const Scalar& t, Scalar& value, Scalar& slope) {
          value = each.value(z - t);
          slope = scale * each.slope(z - t);
        });
    return total / static_cast<double>(outputs.features);
  }

 private:
  Each<Scalar> each_;
};

/// Its entry, for numbers and for classes.
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

const Table<LossEntry>& loss_table();
inline const Family& losses() { return loss_table().family(); }

/// The loss that `auto` stands for: cross_entropy, mse or value.
Choice usual_loss(Task task);

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_loss(const Choice& choice, const Table<LossEntry>& table = loss_table());

}  // namespace tryall::nn
