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

namespace {

/// In so many digits, but without an exponent: whole from there on.
std::string plain_number(double value, int digits) {
  const double size = std::fabs(value);
  const bool whole = size >= std::pow(10, digits - 1) && size < 1e15;
  return whole ? fmt::format("{:.0f}", value) : fmt::format("{:.{}g}", value, digits);
}

}  // namespace

std::string value_text(const Answer& answer, double value) {
  if (std::isnan(value)) return "no value";
  return answer.metric.share ? fmt::format("{:.1f} %", 100 * value) : plain_number(value, 4);
}

std::string estimate_text(const Answer& answer, const reports::Estimated& estimate) {
  std::string value = value_text(answer, estimate.center);
  if (std::isnan(estimate.low)) return value;
  return answer.metric.share
             ? fmt::format("{} ({:.1f} to {:.1f})", value, 100 * estimate.low, 100 * estimate.high)
             : fmt::format("{} ({} to {})", value, plain_number(estimate.low, 4),
                           plain_number(estimate.high, 4));
}

namespace {

/// Of a difference: points of a share, or three digits; 0 has no sign.
std::string difference_number(const Answer& answer, double value) {
  const std::string text = answer.metric.share ? fmt::format("{:.1f}", 100 * value) : plain_number(value, 3);
  return text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos ? text.substr(1) : text;
}

/// " (0.4 to 3.8)"; nothing where there is no interval.
std::string range_text(const Answer& answer, const reports::Estimated& change) {
  if (std::isnan(change.low)) return {};
  if (change.low == change.high) return " on every seed";
  return fmt::format(" ({} to {})", difference_number(answer, change.low),
                     difference_number(answer, change.high));
}

}  // namespace

std::string change_text(const Answer& answer, const reports::Estimated& change) {
  if (change.center == 0 && change.low == 0 && change.high == 0) return "the same on every seed";
  const std::string number = difference_number(answer, change.center);
  return (change.center > 0 ? "+" : "") + number + range_text(answer, change);
}

std::string better_text(const Answer& answer, const reports::Estimated& change) {
  const bool worse = change.center < 0;
  const reports::Estimated size =
      worse ? reports::Estimated{-change.center, -change.high, -change.low} : change;
  return fmt::format("{} by {}{}{}", worse ? "worse" : "better", difference_number(answer, size.center),
                     answer.metric.share ? " points" : "", range_text(answer, size));
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
    return fmt::format("always predicting '{}'", classes->class_names[classes->baseline_label]);
  const auto& means = evaluation.regression->baseline_means;
  return means.size() == 1 ? fmt::format("always predicting the mean ({})", plain_number(means.front(), 4))
                           : std::string("always predicting the means");
}

bool Answer::beats_baseline() const { return gain_over_baseline(test).low > 0; }

std::string linear_name(const Answer& answer) {
  const bool linear = answer.best.config.choice("model").name == "linear";
  return linear ? "the linear model with default settings" : "the linear model";
}

std::string linear_sentence(const Answer& answer) {
  if (answer.linear_won)
    return "None of the finalists did better than the linear model on these seeds: the model is the linear "
           "one.";
  const reports::Estimated& change = answer.over_linear;
  if (std::isnan(change.low)) return {};
  const std::string other = linear_name(answer);
  if (change.low == 0 && change.high == 0)
    return fmt::format("Its value is the same as that of {} on every seed.", other);
  const std::string words = better_text(answer, change),
                    paired = change.low == change.high ? "" : ", paired by seed";
  if (change.low > 0 || change.high < 0)
    return fmt::format("The model is {} than {}{}.", words, other, paired);
  return fmt::format("No difference from {} could be shown: the model is {}{}.", other, words, paired);
}

namespace {

/// How many the best was chosen from, by fresh seeds.
std::size_t contenders_of(const Answer& answer) { return answer.finalists + (answer.linear_won ? 1 : 0); }

}  // namespace

std::string best_sentence(const Answer& answer) {
  const Contender& best = answer.best;
  if (!best.fresh) return fmt::format("The best: {}.", best.label);
  const std::size_t finalists = contenders_of(answer);
  const std::string of = finalists == 1
                             ? "The best"
                             : fmt::format("The best of {} finalists{}", finalists,
                                           answer.linear_won ? ", the linear model among them" : "");
  const char* each = finalists == 1 ? "" : "each ";
  if (answer.finalists_cut || best.seeds < answer.sizes.fresh_seeds)
    return fmt::format("{}, {}trained again with at most {} fresh seeds (its value is of {}): {}.", of, each,
                       answer.sizes.fresh_seeds, best.seeds, best.label);
  return fmt::format("{}, {}trained again with {} fresh seeds: {}.", of, each, best.seeds, best.label);
}

std::string optimism_sentence(const Answer& answer) {
  if (answer.interrupted) return {};
  if (!answer.best.fresh)
    return "There was no time for three fresh seeds, so that the best looks rather better than it is.";
  return contenders_of(answer) > 1
             ? fmt::format(
                   "As the best of {} on these seeds, it looks slightly better than it is; the held-out "
                   "rows took no part in any choice.",
                   contenders_of(answer))
             : "";
}

std::string search_sentence(const Answer& answer) {
  std::string text = fmt::format(
      "The search tried {} configs in {} trainings of at most {} epochs (the other stages are not "
      "counted).",
      answer.configs, answer.runs, answer.sizes.epochs);
  if (answer.diverged > 0)
    text += fmt::format(" {} of {} configs diverged.", answer.diverged, answer.configs);
  return text;
}

std::string cut_sentence(const Answer& answer) {
  std::string text;
  for (const std::string& stage : answer.cut_short) text += (text.empty() ? "" : ", ") + stage;
  return text.empty() ? text : "Cut short by the time: " + text + ".";
}

std::string seeds_text(const Contender& contender) {
  return contender.fresh ? "on fresh seeds" : "on the seeds that chose it";
}

std::string baseline_sentence(const Answer& answer) {
  constexpr std::size_t few = 20;
  const std::string baseline = baseline_text(answer.test);
  const reports::Estimated gain = gain_over_baseline(answer.test);
  const std::string words = better_text(answer, gain);
  if (gain.low > 0 || gain.high < 0) return fmt::format("The model is {} than {}.", words, baseline);
  if (answer.test.rows < few)
    return fmt::format("{} held-out rows are too few to show a difference from {}: the model is {}.",
                       answer.test.rows, baseline, words);
  return fmt::format("No improvement over {} could be shown: the model is {}.", baseline, words);
}

std::string verdict_text(const Answer& answer) {
  const bool share = answer.metric.share;
  const char* is = share ? "is right for" : "has an RMSE of";
  std::string baseline = baseline_text(answer.test);
  baseline[0] = 'A';
  std::string text =
      folded(fmt::format("On {} held-out rows, used for nothing else, the model {} {}.", answer.test.rows, is,
                         estimate_text(answer, test_value(answer.test)))) +
      folded(fmt::format("{} {} {}{}.", baseline, is, value_text(answer, baseline_value(answer.test)),
                         answer.linear_won
                             ? std::string()
                             : fmt::format("; the linear model {} {}", share ? "for" : "has",
                                           estimate_text(answer, test_value(answer.linear_test))))) +
      folded(baseline_sentence(answer));
  for (const std::string& warning : answer.warnings)
    text += folded("Warning: " + warning + (warning.ends_with('?') ? "" : "."));
  return text;
}

}  // namespace tryall::everything
