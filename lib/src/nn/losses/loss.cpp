#include "tryall/nn/losses/loss.hpp"

#include <algorithm>

#include "losses.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::nn {

const std::vector<LossEntry>& loss_table() {
  static const std::vector<LossEntry> table = {
      automatic_loss(), cross_entropy(), binary_cross_entropy(), mean_squared_error(), mean_absolute_error(),
      huber(),          value_loss()};
  return table;
}

const Family& losses() {
  static const Family family = family_of("loss", "losses", loss_table());
  return family;
}

Choice usual_loss(Task task) {
  if (task == Task::classification) return {"cross_entropy", {}};
  return {task == Task::regression ? "mse" : "value", {}};
}

bool suits(const Choice& choice, Task task) {
  const auto& tasks = entry_of(loss_table(), choice).tasks;
  return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
}

std::ptrdiff_t outputs_for(const Choice& choice, std::ptrdiff_t columns) {
  return entry_of(loss_table(), choice).outputs(columns);
}

template <>
std::unique_ptr<Loss<float>> make_loss(const Choice& choice) {
  return entry_of(loss_table(), choice).make_single(choice);
}

template <>
std::unique_ptr<Loss<double>> make_loss(const Choice& choice) {
  return entry_of(loss_table(), choice).make_double(choice);
}

}  // namespace tryall::nn
