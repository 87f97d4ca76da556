#include "answer_words.hpp"

#include <cmath>

#include "tryall/reports/tables/table.hpp"

namespace tryall::everything {

std::string value_text(const Answer& answer, double value) {
  if (std::isnan(value)) return "no value";
  return answer.metric.share ? fmt::format("{:.1f} %", 100 * value) : reports::short_number(value);
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
    return fmt::format("always '{}'", classes->class_names[classes->baseline_label]);
  const auto& means = evaluation.regression->baseline_means;
  return means.size() == 1 ? fmt::format("always the mean, {}", reports::short_number(means.front()))
                           : std::string("always the means");
}

bool Answer::beats_baseline() const { return gain_over_baseline(test).low > 0; }

std::string verdict_text(const Answer& answer) {
  const bool share = answer.metric.share;
  std::string text =
      fmt::format("On {} rows that nothing had touched the model {} {}.\n", answer.test.rows,
                  share ? "is right on" : "has an RMSE of", estimate_text(answer, test_value(answer.test)));
  text += fmt::format("{} {} {}; the linear model {} {}.\n", baseline_text(answer.test),
                      share ? "is right on" : "has", value_text(answer, baseline_value(answer.test)),
                      share ? "on" : "has", estimate_text(answer, test_value(answer.linear_test)));
  text[text.find('\n') + 1] = 'A';
  const std::string gain = change_text(answer, gain_over_baseline(answer.test));
  text += answer.beats_baseline() ? fmt::format("It is better than {} by {}{}.\n", baseline_text(answer.test),
                                                gain, share ? " points" : "")
                                  : fmt::format("Nothing better than {} was found: the difference is {}{}.\n",
                                                baseline_text(answer.test), gain, share ? " points" : "");
  return text;
}

}  // namespace tryall::everything
