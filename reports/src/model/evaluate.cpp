#include <algorithm>
#include <stdexcept>

#include "evaluation_parts.hpp"

namespace tryall::reports {
namespace {

std::size_t most_frequent_label(const data::Dataset& dataset, std::span<const std::uint32_t> samples) {
  std::vector<std::size_t> counts(dataset.classes);
  for (const std::uint32_t sample : samples) ++counts[dataset.class_of(sample)];
  return static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
}

std::vector<double> mean_targets(const data::Dataset& dataset, std::span<const std::uint32_t> samples) {
  std::vector<double> means(dataset.target_columns);
  for (std::size_t k = 0; k < means.size(); ++k) {
    for (const std::uint32_t sample : samples) means[k] += dataset.targets[sample * means.size() + k];
    means[k] /= static_cast<double>(samples.size());
  }
  return means;
}

void check_shapes(const Answered& rows) {
  const data::Dataset& dataset = rows.dataset;
  const bool numbers = dataset.task == Task::regression;
  if (dataset.task == Task::function) throw std::invalid_argument("a test function has no rows");
  if (rows.samples.empty()) throw std::invalid_argument("there are no rows to judge answers by");
  if (rows.answers.columns == 0 || rows.answers.rows() != rows.rows())
    throw std::invalid_argument("there are not as many answers as rows");
  if (numbers && (rows.answers.columns != dataset.target_columns ||
                  rows.baseline.means.size() != dataset.target_columns))
    throw std::invalid_argument("answers and the baseline have not as many numbers as targets");
  if (!numbers && !rows.answers.probabilities.empty() && rows.answers.classes != dataset.classes)
    throw std::invalid_argument("answers have not as many probabilities as there are classes");
}

}  // namespace

ConstantAnswer baseline_of(const data::Dataset& dataset, std::span<const std::uint32_t> training) {
  if (training.empty()) throw std::invalid_argument("there are no rows to take the baseline of");
  if (dataset.task == Task::classification) return {.label = most_frequent_label(dataset, training)};
  return {.means = mean_targets(dataset, training)};
}

ModelEvaluation evaluate(const data::Dataset& dataset, std::span<const std::uint32_t> samples,
                         const train::ModelAnswers& answers, const ConstantAnswer& baseline,
                         std::span<const double> other_errors) {
  const Answered rows{dataset, samples, answers, baseline, other_errors};
  check_shapes(rows);
  ModelEvaluation evaluation{.rows = samples.size()};
  if (dataset.task == Task::classification)
    evaluation.classification = evaluate_classes(rows);
  else
    evaluation.regression = evaluate_values(rows);
  return evaluation;
}

}  // namespace tryall::reports
