#include "tryall/data/scalers/scaler.hpp"

#include "scalers.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::data {

const std::vector<ScalerEntry>& scaler_table() {
  static const std::vector<ScalerEntry> table = {no_scaler(),       standard_scaler(), min_max_scaler(),
                                                 max_abs_scaler(),  robust_scaler(),   per_image_scaler(),
                                                 whitening_scaler()};
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

namespace {

const std::vector<ScalerEntry>& target_scaler_table() {
  static const std::vector<ScalerEntry> table = {no_scaler(), standard_scaler(), min_max_scaler()};
  return table;
}

}  // namespace

const Family& target_scalers() {
  static const Family family = family_of("target_scaler", "target_scalers", target_scaler_table());
  return family;
}

InputMap fit_target_scaler(const Choice& choice, const Dataset& dataset,
                           std::span<const std::uint32_t> training) {
  Dataset targets{
      .name = dataset.name, .shape = {dataset.target_columns}, .features = dataset.target_columns};
  targets.values = Buffer<double>(dataset.targets.begin(), dataset.targets.end());
  return entry_of(target_scaler_table(), choice).fit(choice, targets, training);
}

InputMap fit_scaler(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training) {
  return entry_of(scaler_table(), choice).fit(choice, dataset, training);
}

}  // namespace tryall::data
