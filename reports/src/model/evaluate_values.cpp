#include <algorithm>
#include <cmath>
#include <limits>

#include "evaluation_parts.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/statistics/bootstrap.hpp"
#include "tryall/statistics/skewed_mean.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_worst = 10;

std::string target_name(const data::Dataset& dataset) {
  if (!dataset.census) return {};
  const auto& columns = dataset.census->columns;
  const auto found = std::ranges::find(columns, data::ColumnUse::target, &data::ColumnCensus::use);
  return found == columns.end() ? "" : found->name;
}

std::vector<PredictedValue> values_of(const Answered& rows) {
  std::vector<PredictedValue> values;
  for (std::size_t i = 0; i < rows.rows(); ++i)
    for (std::size_t k = 0; k < rows.answers.columns; ++k) {
      const std::uint32_t sample = rows.samples[i];
      values.push_back({sample, k, rows.dataset.targets[sample * rows.answers.columns + k],
                        rows.answers.outputs_of(i)[k]});
    }
  return values;
}

/// The squared errors of always answering the means.
std::vector<double> errors_of_means(const Answered& rows) {
  train::ModelAnswers answers{.columns = rows.baseline.means.size()};
  for (std::size_t i = 0; i < rows.rows(); ++i)
    answers.outputs.insert(answers.outputs.end(), rows.baseline.means.begin(), rows.baseline.means.end());
  return squared_errors(rows.dataset, rows.samples, answers);
}

/// The root of their mean.
Estimated root_mean(const std::vector<double>& squares, std::span<const double> others) {
  const double center = std::sqrt(statistics::mean(squares));
  const statistics::Interval interval = statistics::skewed_mean_interval(squares, others);
  if (interval.state != statistics::IntervalState::given) return {center};
  const auto root = [](double end) { return std::sqrt(std::max(end, 0.0)); };
  return {center, root(interval.low), root(interval.high)};
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = statistics::mean(a), mean_b = statistics::mean(b);
  double squares_a = 0, squares_b = 0, products = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    squares_a += std::pow(a[i] - mean_a, 2);
    squares_b += std::pow(b[i] - mean_b, 2);
    products += (a[i] - mean_a) * (b[i] - mean_b);
  }
  return products / std::sqrt(squares_a * squares_b);
}

/// a - b, each with its interval, whose errors correlate so.
Estimated difference_of(const Estimated& a, const Estimated& b, double correlation) {
  const auto reach = [&](double of_a, double of_b) {
    return std::sqrt(std::max(0.0, of_a * of_a + of_b * of_b - 2 * correlation * of_a * of_b));
  };
  const double center = a.center - b.center;
  if (!std::isfinite(a.low + b.low + correlation)) return {center};
  return {center, center - reach(a.center - a.low, b.high - b.center),
          center + reach(a.high - a.center, b.center - b.low)};
}

double mean_absolute(const std::vector<PredictedValue>& values) {
  double sum = 0;
  for (const PredictedValue& value : values) sum += std::abs(value.residual());
  return sum / static_cast<double>(values.size());
}

/// The mean over targets, as train::metrics has it.
double r_squared(const std::vector<PredictedValue>& values, std::size_t columns) {
  double sum = 0;
  for (std::size_t column = 0; column < columns; ++column) {
    std::vector<double> truths;
    double error = 0, spread = 0;
    for (std::size_t i = column; i < values.size(); i += columns) {
      truths.push_back(values[i].truth);
      error += std::pow(values[i].residual(), 2);
    }
    const double center = statistics::mean(truths);
    for (const double truth : truths) spread += std::pow(truth - center, 2);
    if (!(spread > 0)) return statistics::no_value;
    sum += 1 - error / spread;
  }
  return sum / static_cast<double>(columns);
}

std::vector<double> quantiles_of_residuals(const std::vector<PredictedValue>& values) {
  std::vector<double> residuals, quantiles;
  for (const PredictedValue& value : values) {
    residuals.push_back(value.residual());
    if (!std::isfinite(residuals.back())) return {};
  }
  for (const double share : RegressionEvaluation::shares)
    quantiles.push_back(statistics::quantile(residuals, share));
  return quantiles;
}

std::vector<PredictedValue> worst_of(std::vector<PredictedValue> values) {
  const auto size = [](const PredictedValue& value) {
    const double residual = std::abs(value.residual());
    return std::isfinite(residual) ? residual : std::numeric_limits<double>::infinity();
  };
  std::ranges::stable_sort(values, std::greater(), size);
  values.resize(std::min(values.size(), most_worst));
  return values;
}

}  // namespace

std::vector<double> squared_errors(const data::Dataset& dataset, std::span<const std::uint32_t> samples,
                                   const train::ModelAnswers& answers) {
  const std::size_t columns = answers.columns;
  std::vector<double> errors(samples.size(), 0);
  for (std::size_t i = 0; i < samples.size(); ++i)
    for (std::size_t k = 0; k < columns; ++k)
      errors[i] += std::pow(dataset.targets[samples[i] * columns + k] - answers.outputs_of(i)[k], 2);
  for (double& error : errors) error /= static_cast<double>(columns);
  return errors;
}

RegressionEvaluation evaluate_values(const Answered& rows) {
  RegressionEvaluation result{.target = target_name(rows.dataset),
                              .columns = rows.answers.columns,
                              .baseline_means = rows.baseline.means};
  result.values = values_of(rows);
  const std::vector<double> errors = squared_errors(rows.dataset, rows.samples, rows.answers);
  const std::vector<double> of_means = errors_of_means(rows);
  const Estimated baseline = root_mean(of_means, {});
  result.rmse = root_mean(errors, rows.other_errors);
  result.mae = mean_absolute(result.values);
  result.r2 = r_squared(result.values, result.columns);
  result.baseline_rmse = baseline.center;
  result.over_baseline = difference_of(result.rmse, baseline, correlation(errors, of_means));
  result.residual_quantiles = quantiles_of_residuals(result.values);
  result.worst = worst_of(result.values);
  return result;
}

}  // namespace tryall::reports
