#include "csv_dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "csv_column.hpp"
#include "tryall/data/formats/bytes.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

std::vector<ColumnPlan> plan_features(const CsvData& data, const Choice& choice) {
  std::vector<ColumnPlan> plans;
  for (const std::size_t column : data.features) plans.push_back(plan_column(data, column, choice));
  find_same_columns(data, plans);
  for (ColumnPlan& plan : plans)
    if (choice.word("useless") == "drop" && plan.census.use == ColumnUse::feature &&
        !plan.census.same_as.empty()) {
      plan.census.use = ColumnUse::left_out;
      plan.census.reason = fmt::format("the same as '{}'", plan.census.same_as);
    }
  return plans;
}

/// Gives each column its place among the features.
void place_features(Dataset& dataset, std::vector<ColumnPlan>& plans, const CsvData& data) {
  for (ColumnPlan& plan : plans) {
    ColumnCensus& census = plan.census;
    if (census.use != ColumnUse::feature) {
      census.features = 0;
      continue;
    }
    census.first_feature = dataset.features;
    dataset.features += census.features;
    if (census.words.empty()) dataset.feature_names.push_back(census.name);
    if (census.kind == ColumnKind::boolean)
      dataset.feature_names.push_back(fmt::format("{}={}", census.name, census.words.back()));
    else
      for (const std::string& word : census.words)
        dataset.feature_names.push_back(fmt::format("{}={}", census.name, word));
  }
  dataset.shape = {dataset.features};
  if (dataset.features == 0)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: every column but the target '{}' is useless: constant, an index, or another text "
                    "in each row",
                    data.file(), data.names[data.target]));
}

bool is_one_hot(const ColumnPlan& plan) {
  return !plan.of_words.empty() && plan.census.kind != ColumnKind::boolean;
}

/// Writes the features of a row, which are all 0, from its cells.
void encode(const std::vector<ColumnPlan>& plans, const double* cells, double* features) {
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const ColumnPlan& plan = plans[i];
    if (plan.census.features == 0) continue;
    double* const feature = features + plan.census.first_feature;
    if (plan.of_words.empty() || std::isnan(cells[i])) {
      if (!is_one_hot(plan)) *feature = cells[i];
      continue;
    }
    const std::size_t value = plan.of_words[static_cast<std::size_t>(cells[i])];
    if (is_one_hot(plan))
      feature[value] = 1;
    else
      *feature = static_cast<double>(value);
  }
}

/// Text with many categories takes many times the memory that it takes in the file.
void check_size(const Dataset& dataset, const std::vector<ColumnPlan>& plans, const CsvData& data) {
  const std::size_t bytes = data.rows() * dataset.features * sizeof(double);
  if (bytes <= most_unpacked_bytes()) return;
  const auto widest = std::max_element(plans.begin(), plans.end(), [](const auto& one, const auto& other) {
    return one.census.features < other.census.features;
  });
  throw Error(
      ErrorCode::bad_input,
      fmt::format(
          "{}: {} rows of {} features need {:.3g} GiB, more than half of this machine's memory; column '{}' "
          "becomes {} of the features: ignore it, or make it coarser",
          data.file(), data.rows(), dataset.features, static_cast<double>(bytes) / (1 << 30),
          widest->census.name, widest->census.features));
}

void fill_features(Dataset& dataset, const std::vector<ColumnPlan>& plans, CellStore& cells) {
  Buffer<double> values, row(dataset.features);
  values.reserve(cells.rows() * dataset.features);
  cells.consume([&](std::size_t, const double* read) {
    std::fill(row.begin(), row.end(), 0.0);
    encode(plans, read, row.data());
    values.insert(values.end(), row.begin(), row.end());
  });
  dataset.values = std::move(values);
}

/// Whether a column has features that may be NaN.
bool has_gaps(const ColumnPlan& plan) {
  return plan.census.features > 0 && plan.census.missing > 0 && !is_one_hot(plan);
}

}  // namespace

Dataset csv_dataset(CsvData data, const Choice& choice) {
  Dataset dataset{.name = "csv"};
  auto census = std::make_shared<TableCensus>();
  const ColumnCensus target = set_target(dataset, data, choice.word("task"));
  std::vector<ColumnCensus> roles = set_roles(dataset, data);
  std::vector<ColumnPlan> plans = plan_features(data, choice);
  place_features(dataset, plans, data);
  note_columns(dataset, data, plans);
  if (std::any_of(plans.begin(), plans.end(), has_gaps))
    dataset.imputation = choice.word("missing") == "median" ? Imputation::median : Imputation::mean;
  census->rows = data.rows();
  census->imputation = dataset.imputation;
  check_size(dataset, plans, data);
  fill_features(dataset, plans, data.cells);
  for (const std::string& name : data.names) census->columns.push_back({.name = name, .reason = ""});
  census->columns[data.target] = target;
  for (std::size_t i = 0; i < plans.size(); ++i)
    census->columns[data.features[i]] = std::move(plans[i].census);
  for (std::size_t i = 0; i < roles.size(); ++i) census->columns[data.roles[i].column] = std::move(roles[i]);
  dataset.census = std::move(census);
  return dataset;
}

}  // namespace tryall::data
