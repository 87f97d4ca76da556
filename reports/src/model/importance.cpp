#include "tryall/reports/model/importance.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <stdexcept>

#include "tryall/data/table_census.hpp"
#include "tryall/random.hpp"
#include "tryall/reports/model/evaluation.hpp"
#include "tryall/reports/model/rows.hpp"
#include "tryall/statistics/adjust.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {
namespace {

constexpr std::uint32_t drawing_rows = 0xFFFFFFFF;  // no column's substream

/// "feature 3"; of an image "pixel 0, 3" (row and column), and its channel where it has several.
std::string feature_name(const data::Dataset& dataset, std::size_t feature) {
  const ImageShape image = dataset.image();
  if (image.size() == 0) return "feature " + std::to_string(feature);
  const auto width = static_cast<std::size_t>(image.width), pixels = static_cast<std::size_t>(image.pixels());
  const std::size_t pixel = feature % pixels;
  const std::string name = "pixel " + std::to_string(pixel / width) + ", " + std::to_string(pixel % width);
  return image.channels == 1 ? name : name + " of channel " + std::to_string(feature / pixels);
}

std::vector<ColumnImportance> columns_of(const data::Dataset& dataset) {
  std::vector<ColumnImportance> columns;
  if (dataset.census) {
    for (const data::ColumnCensus& column : dataset.census->columns)
      if (column.use == data::ColumnUse::feature && column.features > 0)
        columns.push_back({column.name, column.first_feature, column.features});
    return columns;
  }
  for (std::size_t i = 0; i < dataset.features; ++i)
    columns.push_back(
        {i < dataset.feature_names.size() ? dataset.feature_names[i] : feature_name(dataset, i), i, 1});
  return columns;
}

std::vector<std::uint32_t> drawn(std::span<const std::uint32_t> samples, const PermutationOptions& options) {
  std::vector<std::uint32_t> rows(samples.begin(), samples.end());
  if (rows.size() <= options.most_rows) return rows;
  shuffle(rows, Stream(options.seed, Purpose::resampling, drawing_rows));
  rows.resize(options.most_rows);
  return rows;
}

/// Row by row 0 or 1 for a class that is right or wrong, or the squared error.
std::vector<double> errors_of(const data::Dataset& rows, const train::ModelAnswers& answers) {
  std::vector<std::uint32_t> samples(rows.samples());
  std::iota(samples.begin(), samples.end(), 0U);
  if (rows.task == Task::regression) return squared_errors(rows, samples, answers);
  std::vector<double> errors;
  for (const std::uint32_t sample : samples)
    errors.push_back(answers.class_of(sample) == rows.class_of(sample) ? 0 : 1);
  return errors;
}

/// 1 - accuracy, or the RMSE.
double error_of(Task task, const std::vector<double>& errors) {
  const double mean = statistics::mean(errors);
  return task == Task::classification ? mean : std::sqrt(mean);
}

/// What each row does to that: the errors themselves, or by the delta method error / (2 RMSE), around it.
double influence(Task task, double row_error, double error) {
  if (task == Task::classification) return row_error;
  return error > 0 ? error + (row_error / error - error) / 2 : 0;
}

/// Rows of which one column after another is shuffled.
class ShuffledRows {
 public:
  ShuffledRows(const data::Dataset& dataset, std::span<const std::uint32_t> samples)
      : plain_(rows_of(dataset, samples)), rows_(rows_of(dataset, samples)) {}

  /// Puts the column's values in another order; by row, which row's value it has now.
  std::vector<std::uint32_t> shuffle_column(const ColumnImportance& column, const Stream& stream) {
    std::vector<std::uint32_t> order(plain_->samples());
    std::iota(order.begin(), order.end(), 0U);
    shuffle(order, stream);
    take(column, order);
    return order;
  }
  void restore(const ColumnImportance& column) {
    std::vector<std::uint32_t> order(plain_->samples());
    std::iota(order.begin(), order.end(), 0U);
    take(column, order);
  }
  const std::shared_ptr<data::Dataset>& rows() const { return rows_; }

 private:
  void take(const ColumnImportance& column, const std::vector<std::uint32_t>& from) {
    std::visit(
        [&](auto& values) {
          const auto& plain = std::get<std::decay_t<decltype(values)>>(plain_->values);
          for (std::size_t row = 0; row < from.size(); ++row)
            for (std::size_t k = column.first_feature; k < column.first_feature + column.features; ++k)
              values[row * rows_->features + k] = plain[from[row] * rows_->features + k];
        },
        rows_->values);
  }

  std::shared_ptr<data::Dataset> plain_, rows_;
};

Estimated with_interval(double center, const statistics::Interval& interval) {
  if (interval.state != statistics::IntervalState::given) return {center};
  return {center, interval.low, interval.high};
}

void adjust(std::vector<ColumnImportance>& columns) {
  std::vector<double> p;
  for (const ColumnImportance& column : columns) p.push_back(column.p);
  const std::vector<double> adjusted = statistics::holm(p);
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].p = adjusted[i];
}

/// Errors before any shuffle.
struct Unshuffled {
  Task task;
  std::vector<double> errors;
  double error;
};

void examine(ColumnImportance& column, const train::Predictor& model, ShuffledRows& rows,
             const Unshuffled& before, const PermutationOptions& options) {
  std::vector<double> rises, of_rows(before.errors.size());
  for (std::size_t repeat = 0; repeat < options.repeats; ++repeat) {
    const auto part = static_cast<std::uint32_t>(column.first_feature * options.repeats + repeat);
    const std::vector<std::uint32_t> donors =
        rows.shuffle_column(column, Stream(options.seed, Purpose::resampling, part));
    const std::vector<double> errors = errors_of(*rows.rows(), model.predict(rows.rows()));
    const double error = error_of(before.task, errors);
    rises.push_back(error - before.error);
    for (std::size_t i = 0; i < of_rows.size(); ++i) {
      const double one = (influence(before.task, errors[i], error) -
                          influence(before.task, before.errors[i], before.error)) /
                         static_cast<double>(options.repeats);
      of_rows[i] += one;
      of_rows[donors[i]] += one;
    }
  }
  rows.restore(column);
  const auto n = static_cast<double>(of_rows.size());
  const double rise = statistics::mean(rises);
  const statistics::MeanEstimate over_rows{rise, statistics::standard_deviation(of_rows) / std::sqrt(n),
                                           n - 1};
  column.rise = with_interval(rise, statistics::t_interval(rises));
  column.rise_over_rows = with_interval(rise, statistics::interval_of(over_rows));
  column.p = over_rows.error > 0 ? statistics::test_of(over_rows).p : statistics::no_value;
}

}  // namespace

PermutationImportance permutation_importance(const train::Predictor& model, const data::Dataset& dataset,
                                             std::span<const std::uint32_t> samples,
                                             const PermutationOptions& options) {
  if (samples.empty() || options.most_rows == 0) throw std::invalid_argument("there are no rows to shuffle");
  if (options.repeats == 0) throw std::invalid_argument("a column must be shuffled at least once");
  if (dataset.task == Task::function) throw std::invalid_argument("a test function has no columns");
  const std::vector<std::uint32_t> used = drawn(samples, options);
  ShuffledRows rows(dataset, used);
  Unshuffled before{dataset.task, errors_of(*rows.rows(), model.predict(rows.rows())), 0};
  before.error = error_of(before.task, before.errors);
  PermutationImportance importance{.task = dataset.task,
                                   .error = before.error,
                                   .columns = columns_of(dataset),
                                   .rows = used.size(),
                                   .rows_given = samples.size(),
                                   .repeats = options.repeats};
  if (importance.columns.size() > options.most_columns) {
    importance.columns_left_out = importance.columns.size() - options.most_columns;
    importance.columns.resize(options.most_columns);
  }
  for (ColumnImportance& column : importance.columns) examine(column, model, rows, before, options);
  adjust(importance.columns);
  std::ranges::stable_sort(importance.columns, std::greater(),
                           [](const ColumnImportance& column) { return column.rise.center; });
  return importance;
}

}  // namespace tryall::reports
