#include "tryall/train/stopping/early_stopping.hpp"

#include "early_stoppings.hpp"

namespace tryall::train {
namespace {

std::unique_ptr<EarlyStopping> make_none(const Choice&) { return nullptr; }

EarlyStoppingEntry no_early_stopping() {
  return {{.name = "none", .summary = "every epoch is trained", .source = "", .parameters = {}}, make_none};
}

}  // namespace

const Table<EarlyStoppingEntry>& early_stopping_table() {
  static const Table<EarlyStoppingEntry> table("early_stopping", "early_stoppings",
                                               {
                                                   no_early_stopping(),
#define TRYALL_TECHNIQUE(name) name(),
#include "early_stoppings.def"
#undef TRYALL_TECHNIQUE
                                               });
  return table;
}

std::unique_ptr<EarlyStopping> make_early_stopping(const Choice& choice,
                                                   const Table<EarlyStoppingEntry>& table) {
  return table.find(choice).make(choice);
}

}  // namespace tryall::train
