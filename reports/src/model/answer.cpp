#include <fmt/format.h>

#include <cmath>

#include "model_words.hpp"
#include "report/words.hpp"
#include "tryall/reports/model/page.hpp"

namespace tryall::reports {
namespace {

std::string interval_words(const std::string& range) {
  return range.empty() ? "" : fmt::format(" (95 % interval {})", range);
}

/// So that it is not below 0.
Estimated turned(const Estimated& difference) {
  return difference.center < 0 ? Estimated{-difference.center, -difference.high, -difference.low}
                               : difference;
}

/// " The model is better by 32.1 points (95 % interval 28.0 to 36.0)."; nothing without an interval. `gain`
/// is above 0 where it is better; `number` and `range` are of its size.
std::string difference_words(const Estimated& gain, const std::string& number, const std::string& range) {
  if (range.empty()) return {};
  return fmt::format(" The model is {} by {}{}{}.", gain.center < 0 ? "worse" : "better", number,
                     interval_words(range), clear_of_zero(gain) ? "" : ", which may be chance");
}

std::string of_classes(const ClassificationEvaluation& classes, const std::string& rows) {
  const std::string text =
      fmt::format("Accuracy {}{} on {}; always predicting \xE2\x80\x9C{}\xE2\x80\x9D gives {}.",
                  percent_text(classes.accuracy.center), interval_words(percent_range(classes.accuracy)),
                  rows, classes.class_names[classes.baseline_label], percent_text(classes.baseline_accuracy));
  const Estimated& over = classes.over_baseline;
  return text + difference_words(over, points_text(over.center), points_range(turned(over)));
}

std::string of_values(const RegressionEvaluation& values, const std::string& rows) {
  const std::string mean = values.baseline_means.size() == 1
                               ? "the mean, " + value_words(values.baseline_means[0]) + ","
                               : std::string("the means");
  const std::string text =
      fmt::format("RMSE {}{} on {}; always predicting {} gives {}.", value_words(values.rmse.center),
                  interval_words(value_range(values.rmse)), rows, mean, value_words(values.baseline_rmse));
  const Estimated& over = values.over_baseline;  // of errors
  const Estimated gain = {-over.center, -over.high, -over.low};
  return text + difference_words(gain, value_words(std::abs(gain.center)), value_range(turned(gain)));
}

}  // namespace

std::string answer(const ModelPage& page) {
  if (!page.evaluation) return {};
  const std::string rows = count_text(page.evaluation->rows) + " " + page.rows;
  return page.evaluation->classification ? of_classes(*page.evaluation->classification, rows)
                                         : of_values(*page.evaluation->regression, rows);
}

}  // namespace tryall::reports
