#include "tryall/optim/optimizer.hpp"

#include "optimizers.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::optim {

const std::vector<OptimizerEntry>& optimizer_table() {
  static const std::vector<OptimizerEntry> table = {sgd(),
                                                    momentum(),
                                                    nag(),
                                                    adagrad(),
                                                    rmsprop(),
                                                    adadelta(),
                                                    adam(),
                                                    amsgrad(),
                                                    adamw(),
                                                    nadam(),
                                                    radam(),
                                                    adamax(),
                                                    asgd(),
                                                    rprop(),
                                                    lbfgs(),
                                                    adabelief(),
                                                    yogi(),
                                                    lion(),
                                                    lamb(),
                                                    lars(),
                                                    schedule_free_sgd(),
                                                    schedule_free_adamw(),
                                                    muon()};
  return table;
}

const Family& optimizers() {
  static const Family family = family_of("optimizer", "optimizers", optimizer_table());
  return family;
}

bool recomputes_weights(const Choice& choice) {
  return entry_of(optimizer_table(), choice).recomputes_weights;
}

template <>
std::unique_ptr<Optimizer<float>> make_optimizer(const Choice& choice, const Layout& layout) {
  return entry_of(optimizer_table(), choice).make_single(choice, layout);
}

template <>
std::unique_ptr<Optimizer<double>> make_optimizer(const Choice& choice, const Layout& layout) {
  return entry_of(optimizer_table(), choice).make_double(choice, layout);
}

}  // namespace tryall::optim
