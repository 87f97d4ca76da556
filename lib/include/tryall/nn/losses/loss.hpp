#pragma once

#include <memory>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/experiment/task.hpp"

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

  bool suits(Task task) const;
};

const Table<LossEntry>& loss_table();
inline const Family& losses() { return loss_table().family(); }

/// The loss that `auto` stands for: cross_entropy, mse or value.
Choice usual_loss(Task task);

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_loss(const Choice& choice, const Table<LossEntry>& table = loss_table());

}  // namespace tryall::nn
