#include "tryall/nn/losses/loss.hpp"

#include <algorithm>

#include "losses.hpp"

namespace tryall::nn {

const Table<LossEntry>& loss_table() {
  static const Table<LossEntry> table("loss", "losses",
                                      {
#define TRYALL_TECHNIQUE(name) name(),
#include "losses.def"
#undef TRYALL_TECHNIQUE
                                      });
  return table;
}

Choice usual_loss(Task task) {
  if (task == Task::classification) return {"cross_entropy", {}};
  return {task == Task::regression ? "mse" : "value", {}};
}

bool LossEntry::suits(Task task) const { return std::find(tasks.begin(), tasks.end(), task) != tasks.end(); }

template <>
std::unique_ptr<Loss<float>> make_loss(const Choice& choice, const Table<LossEntry>& table) {
  return table.find(choice).make_single(choice);
}

template <>
std::unique_ptr<Loss<double>> make_loss(const Choice& choice, const Table<LossEntry>& table) {
  return table.find(choice).make_double(choice);
}

}  // namespace tryall::nn
