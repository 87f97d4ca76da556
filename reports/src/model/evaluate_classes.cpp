#include <algorithm>
#include <cmath>
#include <string>

#include "evaluation_parts.hpp"
#include "tryall/statistics/proportion.hpp"

namespace tryall::reports {
namespace {

std::vector<std::string> names_of_classes(const data::Dataset& dataset) {
  std::vector<std::string> names;
  for (std::size_t label = 0; label < dataset.classes; ++label) names.push_back(dataset.class_name(label));
  return names;
}

double share_of(std::size_t part, std::size_t whole) {
  return whole == 0 ? statistics::no_value : static_cast<double>(part) / static_cast<double>(whole);
}

/// From the confusion alone.
std::vector<ClassQuality> class_qualities(const std::vector<std::size_t>& counts, std::size_t classes) {
  std::vector<ClassQuality> qualities(classes);
  for (std::size_t truth = 0; truth < classes; ++truth)
    for (std::size_t predicted = 0; predicted < classes; ++predicted) {
      const std::size_t count = counts[truth * classes + predicted];
      qualities[truth].support += count;
      qualities[predicted].predicted += count;
      if (truth == predicted) qualities[truth].right = count;
    }
  for (ClassQuality& one : qualities) {
    one.precision = share_of(one.right, one.predicted);
    one.recall = share_of(one.right, one.support);
    one.f1 = share_of(2 * one.right, one.support + one.predicted);
  }
  return qualities;
}

bool all_finite(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

}  // namespace

ClassificationEvaluation evaluate_classes(const Answered& rows) {
  ClassificationEvaluation result{.class_names = names_of_classes(rows.dataset),
                                  .baseline_label = rows.baseline.label};
  const std::size_t classes = rows.dataset.classes;
  result.counts.resize(classes * classes);
  statistics::Discordant discordant{.n = rows.rows()};
  std::size_t right = 0, baseline_right = 0;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const std::size_t truth = rows.dataset.class_of(rows.samples[i]);
    const std::size_t predicted = rows.answers.class_of(i);
    ++result.counts[truth * classes + predicted];
    const bool hit = predicted == truth, baseline_hit = rows.baseline.label == truth;
    right += hit ? 1 : 0;
    baseline_right += baseline_hit ? 1 : 0;
    discordant.only_first += hit && !baseline_hit ? 1 : 0;
    discordant.only_second += baseline_hit && !hit ? 1 : 0;
  }
  result.classes = class_qualities(result.counts, classes);
  result.accuracy = estimated(share_of(right, rows.rows()), statistics::wilson_interval(right, rows.rows()));
  result.baseline_accuracy = share_of(baseline_right, rows.rows());
  result.over_baseline = estimated(result.accuracy.center - result.baseline_accuracy,
                                   statistics::paired_share_interval(discordant));
  if (!rows.answers.probabilities.empty() && all_finite(rows.answers.probabilities))
    result.probabilities = evaluate_probabilities(rows);
  return result;
}

}  // namespace tryall::reports
