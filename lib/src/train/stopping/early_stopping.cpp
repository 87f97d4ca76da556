#include "tryall/train/stopping/early_stopping.hpp"

#include "early_stoppings.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::train {

const std::vector<EarlyStoppingEntry>& early_stopping_table() {
  static const std::vector<EarlyStoppingEntry> table = {no_early_stopping(), patience()};
  return table;
}

const Family& early_stoppings() {
  static const Family family = family_of("early_stopping", "early_stoppings", early_stopping_table());
  return family;
}

std::unique_ptr<EarlyStopping> make_early_stopping(const Choice& choice) {
  return entry_of(early_stopping_table(), choice).make(choice);
}

}  // namespace tryall::train
