#include <fmt/format.h>

#include <cmath>

#include "figures/model_figures.hpp"
#include "model_words.hpp"
#include "page_parts.hpp"
#include "report/words.hpp"

namespace tryall::reports {
namespace {

std::string target_words(const RegressionEvaluation& values) {
  return values.target.empty() ? "the target" : "\xE2\x80\x9C" + values.target + "\xE2\x80\x9D";
}

std::string quantile_table(const RegressionEvaluation& values) {
  if (values.residual_quantiles.empty()) return print_markup("A prediction is no finite number.");
  Table table{{"minimum", "5 %", "25 %", "median", "75 %", "95 %", "maximum"}, {{}}};
  for (const double quantile : values.residual_quantiles) table.rows[0].emplace_back(quantile);
  return table_markup(table);
}

std::string table_of_worst(const RegressionEvaluation& values) {
  Table table{{"sample"}, {}};
  if (values.columns > 1) table.columns.emplace_back("target");
  table.columns.insert(table.columns.end(), {"truth", "prediction", "residual"});
  for (const PredictedValue& value : values.worst) {
    std::vector<Cell> row = {static_cast<std::int64_t>(value.sample)};
    if (values.columns > 1) row.push_back(count_cell(value.column));
    row.insert(row.end(), {value.truth, value.prediction, value.residual()});
    table.rows.push_back(std::move(row));
  }
  return table_markup(table);
}

std::string residual_finding(const RegressionEvaluation& values) {
  if (values.residual_quantiles.empty()) return "Some predictions are no finite numbers.";
  const auto at = [&](std::size_t place) { return value_words(values.residual_quantiles[place]); };
  return fmt::format("Half of the residuals lie between {} and {}, nine tenths between {} and {}.", at(2),
                     at(4), at(1), at(5));
}

std::string predicted_finding(const RegressionEvaluation& values) {
  std::string text = fmt::format("Predictions are off by {} on average", value_words(values.mae));
  if (std::isfinite(values.r2))
    text += fmt::format("; R\xC2\xB2, the share of the variance of {} that is explained, is {:.3f}",
                        target_words(values), values.r2);
  return text + ".";
}

}  // namespace

std::vector<PageSection> value_sections(const RegressionEvaluation& values) {
  const std::string figures =
      "<div class=\"pair\">\n" + figure_markup("Predicted against true", predicted_figure(values)) +
      figure_markup("How often a residual occurs", residual_figure(values)) + "</div>\n";
  return {
      {"predictions", "Predictions",
       finding_markup(predicted_finding(values)) + figures +
           print_markup("On the dashed line predictions are right; above it they are too high. A residual is "
                        "the truth minus the prediction: above 0 the prediction is too low.")},
      {"residuals", "Residuals",
       finding_markup(residual_finding(values)) + "<h3>Quantiles of the residuals</h3>\n" +
           quantile_table(values) + "<h3 class=\"later\">The largest residuals</h3>\n" +
           table_of_worst(values) + print_markup("Samples are numbered from 0 in the order of the data.")}};
}

}  // namespace tryall::reports
