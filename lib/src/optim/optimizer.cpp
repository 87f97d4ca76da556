#include "tryall/optim/optimizer.hpp"

#include "optimizers.hpp"

namespace tryall::optim {

const Table<OptimizerEntry>& optimizer_table() {
  static const Table<OptimizerEntry> table("optimizer", "optimizers",
                                           {
#define TRYALL_TECHNIQUE(name) name(),
#include "optimizers.def"
#undef TRYALL_TECHNIQUE
                                           });
  return table;
}

template <>
std::unique_ptr<Optimizer<float>> make_optimizer(const Choice& choice, const Layout& layout,
                                                 const Table<OptimizerEntry>& table) {
  return table.find(choice).make_single(choice, layout);
}

template <>
std::unique_ptr<Optimizer<double>> make_optimizer(const Choice& choice, const Layout& layout,
                                                  const Table<OptimizerEntry>& table) {
  return table.find(choice).make_double(choice, layout);
}

}  // namespace tryall::optim
