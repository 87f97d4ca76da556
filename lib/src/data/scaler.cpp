#include "tryall/data/scaler.hpp"

#include "scalers.hpp"
#include "tryall/table.hpp"

namespace tryall::data {

const std::vector<ScalerEntry>& scaler_table() {
  static const std::vector<ScalerEntry> table = {no_scaler(), standard_scaler(), min_max_scaler()};
  return table;
}

const Family& scalers() {
  static const Family family = family_of("scaler", "scalers", scaler_table());
  return family;
}

Parameter per_parameter() {
  return {
      .name = "per",
      .type = Parameter::Type::word,
      .fallback = std::string("feature"),
      .meaning = "feature: each by its own statistics; all: one for all features together, usual for images",
      .words = {"feature", "all"}};
}

bool pooled(const Choice& choice) { return choice.word("per") == "all"; }

AffineMap fit_scaler(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training) {
  return entry_of(scaler_table(), choice).fit(choice, dataset, training);
}

}  // namespace tryall::data
