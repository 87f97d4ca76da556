#include "answer_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "tryall/reports/tables/folded.hpp"

namespace tryall::everything {

std::string folded(const std::string& text) {
  constexpr std::size_t width = 80;
  std::string lines;
  for (const std::string& line : reports::folded_text(text, width)) lines += line + "\n";
  return lines;
}

std::string value_text(const Answer& answer, double value) {
  if (std::isnan(value)) return "no value";
  return answer.metric.share ? fmt::format("{:.1f} %", 100 * value) : fmt::format("{:.4g}", value);
}

std::string estimate_text(const Answer& answer, const reports::Estimated& estimate) {
  const std::string value = value_text(answer, estimate.center);
  if (std::isnan(estimate.low)) return value;
  return answer.metric.share
             ? fmt::format("{} ({:.1f} to {:.1f})", value, 100 * estimate.low, 100 * estimate.high)
             : fmt::format("{} ({:.4g} to {:.4g})", value, estimate.low, estimate.high);
}

std::string change_text(const Answer& answer, const reports::Estimated& change) {
  const double unit = answer.metric.share ? 100 : 1;
  const auto number = [&](double value) {
    return answer.metric.share ? fmt::format("{:.1f}", unit * value) : fmt::format("{:.3g}", value);
  };
  return fmt::format("{}{} ({} to {})", change.center > 0 ? "+" : "", number(change.center),
                     number(change.low), number(change.high));
}

reports::Estimated test_value(const reports::ModelEvaluation& evaluation) {
  return evaluation.classification ? evaluation.classification->accuracy : evaluation.regression->rmse;
}

double baseline_value(const reports::ModelEvaluation& evaluation) {
  return evaluation.classification ? evaluation.classification->baseline_accuracy
                                   : evaluation.regression->baseline_rmse;
}

reports::Estimated gain_over_baseline(const reports::ModelEvaluation& evaluation) {
  if (evaluation.classification) return evaluation.classification->over_baseline;
  const reports::Estimated& more = evaluation.regression->over_baseline;
  return {-more.center, -more.high, -more.low};
}

std::string baseline_text(const reports::ModelEvaluation& evaluation) {
  if (const auto& classes = evaluation.classification)
    return fmt::format("always answering '{}'", classes->class_names[classes->baseline_label]);
  const auto& means = evaluation.regression->baseline_means;
  return means.size() == 1 ? fmt::format("always answering the mean ({:.4g})", means.front())
                           : std::string("always answering the means");
}

bool Answer::beats_baseline() const { return gain_over_baseline(test).low > 0; }

std::string linear_sentence(const Answer& answer) {
  const reports::Estimated& change = answer.over_linear;
  if (std::isnan(change.low)) return {};
  const std::string text = change_text(answer, change) + (answer.metric.share ? " points" : "");
  if (change.low > 0) return fmt::format("It is better than the linear model by {}, seed by seed.", text);
  return fmt::format("It cannot be told from the linear model: {}, seed by seed.", text);
}

std::string seeds_text(const Contender& contender) {
  return contender.fresh ? "on fresh seeds" : "on the seeds that chose it";
}

std::string no_fresh_seeds_sentence(const Answer& answer) {
  return answer.best.fresh || answer.interrupted
             ? ""
             : "There was no time for fresh seeds, so that the best looks rather better than it is.";
}

std::string verdict_text(const Answer& answer) {
  const bool share = answer.metric.share;
  const char *is = share ? "is right on" : "has an RMSE of", *points = share ? " points" : "";
  std::string baseline = baseline_text(answer.test);
  const std::string gain = change_text(answer, gain_over_baseline(answer.test));
  const std::string last =
      answer.beats_baseline()
          ? fmt::format("The model is better than {} by {}{}.", baseline, gain, points)
          : fmt::format("Nothing better than {} was found: the difference is {}{}.", baseline, gain, points);
  baseline[0] = 'A';
  return folded(fmt::format("On {} rows that nothing had touched the model {} {}.", answer.test.rows, is,
                            estimate_text(answer, test_value(answer.test)))) +
         folded(fmt::format("{} {} {}; the linear model {} {}.", baseline, is,
                            value_text(answer, baseline_value(answer.test)), share ? "on" : "has",
                            estimate_text(answer, test_value(answer.linear_test)))) +
         folded(last);
}

}  // namespace tryall::everything
