#include "tryall/optim/optimizer.hpp"

#include "optimizers.hpp"
#include "tryall/table.hpp"

namespace tryall::optim {

const std::vector<OptimizerEntry>& optimizer_table() {
  static const std::vector<OptimizerEntry> table = {sgd(), momentum(), adam()};
  return table;
}

const Family& optimizers() {
  static const Family family = family_of("optimizer", "optimizers", optimizer_table());
  return family;
}

template <>
std::unique_ptr<Optimizer<float>> make_optimizer(const Choice& choice, std::size_t size) {
  return entry_of(optimizer_table(), choice).make_single(choice, size);
}

template <>
std::unique_ptr<Optimizer<double>> make_optimizer(const Choice& choice, std::size_t size) {
  return entry_of(optimizer_table(), choice).make_double(choice, size);
}

}  // namespace tryall::optim
