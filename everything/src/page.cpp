#include "tryall/everything/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "answer_words.hpp"
#include "tryall/reports/model/page.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::everything {
namespace {

/// The model beside what it has to be better than.
reports::PageParagraph contenders(const Answer& answer) {
  reports::PageParagraph part{.title = "Compared with simpler models"};
  const bool fresh = answer.best.fresh && answer.linear.fresh;
  part.table.columns = {"", answer.metric.name + (fresh ? " on fresh seeds" : " on validation rows"),
                        "on the held-out rows"};
  part.table.rows = {
      {std::string("this model"), estimate_text(answer, answer.best.validation),
       estimate_text(answer, test_value(answer.test))},
      {std::string("the linear model"), estimate_text(answer, answer.linear.validation),
       estimate_text(answer, test_value(answer.linear_test))},
      {baseline_text(answer.test), std::string(), value_text(answer, baseline_value(answer.test))}};
  if (answer.linear_won) part.table.rows.erase(part.table.rows.begin() + 1);
  for (const std::string& sentence : {search_sentence(answer), best_sentence(answer), linear_sentence(answer),
                                      optimism_sentence(answer), cut_sentence(answer)})
    if (!sentence.empty()) part.text += (part.text.empty() ? "" : " ") + sentence;
  return part;
}

reports::PageParagraph warnings(const Answer& answer) {
  reports::PageParagraph part{.title = "Warnings"};
  part.table.columns = {"what to keep in mind"};
  for (const std::string& warning : answer.warnings) part.table.rows.push_back({warning});
  return part;
}

reports::PageParagraph effects(const Answer& answer) {
  reports::PageParagraph part{.title = "What mattered"};
  part.text = fmt::format(
      "The best with one setting changed at a time, on the same seeds. Gain: in {}{}, above 0 where the "
      "change "
      "is for the better; all intervals together hold at 95 %.",
      answer.metric.share ? "points of " : "", answer.metric.name);
  part.table.columns = {"setting", "from", "to", "gain", "differs from 0"};
  for (const Effect& effect : answer.effects)
    part.table.rows.push_back({effect.axis, effect.from, effect.to, change_text(answer, effect.change),
                               std::string(effect.told() ? "yes" : "no")});
  return part;
}

reports::PageParagraph budget(const Answer& answer) {
  reports::PageParagraph part{.title = "Would more have helped?"};
  part.text =
      "Expected value of the best of n configs drawn at random. If the last doubling gained little, another "
      "probably will too.";
  part.table.columns = {"n", answer.metric.name};
  for (const BestOf& one : answer.best_of)
    part.table.rows.push_back({reports::count_cell(one.configs), value_text(answer, one.value)});
  return part;
}

reports::PageParagraph others(const Answer& answer) {
  std::string text = "These stayed at their defaults: ";
  for (std::size_t i = 0; i < answer.not_tried.size(); ++i)
    text += (i == 0 ? "" : ", ") + answer.not_tried[i];
  return {.title = "What was not tried", .text = text + "."};
}

/// The learning curve's two points: with half of the training rows, and with all.
std::optional<reports::AmountCurve> amount(const Answer& answer) {
  for (const Effect& effect : answer.effects) {
    if (effect.axis != "train_size" || std::isnan(effect.best.low)) continue;
    const double sign = answer.metric.direction == Direction::maximize ? 1 : -1;
    const auto& best = effect.best;
    const auto rows = answer.facts.learning * 4 / 5;
    reports::AmountCurve curve{.value_label = answer.metric.name,
                               .share = answer.metric.share,
                               .higher_is_better = sign > 0,
                               .intervals = "95 % intervals; at half the rows, of the paired difference"};
    const auto bounded = [&](double value) {
      return std::clamp(value, 0.0, answer.metric.share ? 1.0 : std::numeric_limits<double>::infinity());
    };
    const double ends[] = {best.center + sign * effect.change.low, best.center + sign * effect.change.high};
    curve.points = {{rows / 2,
                     {best.center + sign * effect.change.center, bounded(std::min(ends[0], ends[1])),
                      bounded(std::max(ends[0], ends[1]))}},
                    {rows, {best.center, bounded(best.low), bounded(best.high)}}};
    return curve;
  }
  return std::nullopt;
}

}  // namespace

std::string to_html(const Answer& answer, const std::string& generator) {
  reports::ModelPage page{.title = answer.name,
                          .what = answer.best.label,
                          .rows = "held-out rows, used for nothing else",
                          .paragraphs = {contenders(answer)},
                          .evaluation = answer.test,
                          .amount = amount(answer),
                          .importance = answer.importance,
                          .importance_rows = "validation rows, which it was not trained on",
                          .generator = generator};
  if (!answer.warnings.empty()) page.paragraphs.insert(page.paragraphs.begin(), warnings(answer));
  if (!answer.effects.empty()) page.paragraphs.push_back(effects(answer));
  if (answer.best_of.size() > 1) page.paragraphs.push_back(budget(answer));
  if (!answer.not_tried.empty()) page.paragraphs.push_back(others(answer));
  for (const Axis& axis : answer.best.config.axes())
    page.settings.emplace_back(axis.name, sweeps::axis_label(axis, answer.best.config));
  return reports::to_html(page);
}

}  // namespace tryall::everything
