#include "tryall/data/scalers/scaler.hpp"

#include <numeric>

#include "data/imputation.hpp"
#include "scalers.hpp"

namespace tryall::data {
namespace {

InputMap fit_no(const Choice&, const Dataset& dataset, std::span<const std::uint32_t>) {
  return {Buffer<double>(dataset.features, 0.0), Buffer<double>(dataset.features, 1.0)};
}

ScalerEntry no_scaler() {
  return {{.name = "none", .summary = "x' = x", .source = "", .parameters = {}}, fit_no};
}

}  // namespace

const Table<ScalerEntry>& scaler_table() {
  static const Table<ScalerEntry> table("scaler", "scalers",
                                        {
                                            no_scaler(),
#define TRYALL_TECHNIQUE(name) name(),
#include "scalers.def"
#undef TRYALL_TECHNIQUE
                                        });
  return table;
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

const Table<ScalerEntry>& target_scaler_table() {
  static const Table<ScalerEntry> table("target_scaler", "target_scalers",
                                        {no_scaler(), standard_scaler(), min_max_scaler()});
  return table;
}

InputMap fit_target_scaler(const Choice& choice, const Dataset& dataset,
                           std::span<const std::uint32_t> training, const Table<ScalerEntry>& table) {
  Dataset targets{
      .name = dataset.name, .shape = {dataset.target_columns}, .features = dataset.target_columns};
  targets.values = Buffer<double>(dataset.targets.begin(), dataset.targets.end());
  return table.find(choice).fit(choice, targets, training);
}

InputMap fit_scaler(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training,
                    const Table<ScalerEntry>& table) {
  const ScalerEntry& scaler = table.find(choice);
  if (dataset.imputation == Imputation::none) return scaler.fit(choice, dataset, training);
  const Fill fill = fit_fill(dataset, training);
  const Dataset filled = filled_rows(dataset, training, fill);
  std::vector<std::uint32_t> all(training.size());
  std::iota(all.begin(), all.end(), 0U);
  InputMap map = scaler.fit(choice, filled, all);
  for (const std::size_t feature : fill.without_values) map.scale[feature] = 0;
  map.fill = fill.values;
  return map;
}

}  // namespace tryall::data
