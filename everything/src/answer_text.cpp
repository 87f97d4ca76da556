#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "answer_words.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::everything {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// "; the linear model's: 92.66 (80.12 to 105.2)", unless it is the best.
std::string linear_value_text(const Answer& answer) {
  if (answer.linear_won) return {};
  return fmt::format("; the linear model's{}: {}",
                     answer.linear.fresh == answer.best.fresh ? "" : ", " + seeds_text(answer.linear),
                     estimate_text(answer, answer.linear.validation));
}

std::string search_text(const Answer& answer) {
  const std::string optimism = optimism_sentence(answer);
  std::string text = folded(search_sentence(answer)) + folded(best_sentence(answer)) +
                     folded(fmt::format("Its {} {}: {}{}.{}", answer.metric.name,
                                        answer.interrupted ? "so far" : seeds_text(answer.best),
                                        estimate_text(answer, answer.best.validation),
                                        linear_value_text(answer), optimism.empty() ? "" : " " + optimism));
  const std::string cut = cut_sentence(answer);
  return cut.empty() ? text : text + folded(cut);
}

std::string linear_text(const Answer& answer) {
  const std::string sentence = linear_sentence(answer);
  return sentence.empty() ? sentence : folded(sentence);
}

std::string effects_text(const Answer& answer) {
  if (answer.effects.empty()) return {};
  reports::Table table{{"setting", "from", "to", "gain"}, {}};
  std::vector<std::string> untold;
  std::set<std::string> told;
  for (const Effect& effect : answer.effects)
    if (effect.told()) {
      table.rows.push_back({effect.axis, effect.from, effect.to, change_text(answer, effect.change)});
      told.insert(effect.axis);
    }
  for (const Effect& effect : answer.effects)
    if (!effect.told() && !told.contains(effect.axis) &&
        std::ranges::find(untold, effect.axis) == untold.end())
      untold.push_back(effect.axis);
  std::string text = "\nWhat mattered: the best with one setting changed, paired by seed\n";
  if (!table.rows.empty()) {
    constexpr std::size_t width = 80;
    text += reports::render(table, reports::Format::table, width);
    text += folded(fmt::format("({} of {}; above 0 is better; all intervals together hold at 95 %)",
                               answer.metric.share ? "points" : "units", answer.metric.name));
  }
  if (!untold.empty()) text += folded("No effect could be shown for: " + joined(untold));
  return text;
}

std::string budget_text(const Answer& answer) {
  if (answer.best_of.size() < 2) return {};
  std::string text;
  for (const BestOf& one : answer.best_of)
    text += fmt::format("{}n = {}: {}", text.empty() ? "" : "; ", one.configs, value_text(answer, one.value));
  return "\n" +
         folded(fmt::format("Would more have helped? Expected best {} of n randomly drawn configs: {}.",
                            answer.metric.name, text));
}

std::string importance_text(const Answer& answer) {
  constexpr std::size_t most = 5;
  reports::Table table{{"column", answer.metric.share ? "accuracy lost, in points" : "increase in RMSE"}, {}};
  for (const reports::ColumnImportance& column : answer.importance.columns)
    if (table.rows.size() < most && column.matters())
      table.rows.push_back({column.name, change_text(answer, column.rise_over_rows)});
  if (table.rows.empty())
    return answer.importance.columns.empty()
               ? std::string()
               : "\n" +
                     folded(fmt::format("Columns that the model needs: of none of {} could it be shown that "
                                        "shuffling it costs anything, with all of them looked at together.",
                                        answer.importance.columns.size()));
  const std::size_t left_out = answer.importance.columns_left_out;
  return "\nColumns that the model needs: what shuffling one costs on validation rows\n" +
         reports::render(table, reports::Format::table, 80) +
         (left_out > 0 ? fmt::format("(of the first {} columns; {} were not looked at)\n",
                                     answer.importance.columns.size(), left_out)
                       : "");
}

std::string model_text(const Answer& answer) {
  const std::size_t rows = answer.facts.learning;
  const std::string stop =
      answer.facts.ordered ? "the latest of them decided when to stop" : "the rest decided when to stop";
  if (answer.members == 1)
    return "\n" + folded(fmt::format("The model was trained once, on part of the {} remaining rows; {}.",
                                     rows, stop));
  const std::string parts =
      answer.facts.ordered
          ? fmt::format("on the same part of the {} remaining rows, each with another seed", rows)
          : fmt::format("each on another part of the {} remaining rows", rows);
  return "\n" +
         folded(fmt::format(
             "The model averages {} trainings, {}; {}. (On the validation rows of one split, which also "
             "decided when to stop, the average of {} has {} {}, one alone {}.)",
             answer.members, parts, stop, answer.members, answer.metric.name,
             value_text(answer, answer.averaged), value_text(answer, answer.alone)));
}

}  // namespace

std::string to_text(const Answer& answer) {
  std::string text;
  if (answer.interrupted)
    return answer.best.label.empty() ? "Nothing to show yet.\n" : "So far: " + search_text(answer);
  text += verdict_text(answer) + "\n" + search_text(answer) + linear_text(answer);
  text += effects_text(answer) + importance_text(answer) + budget_text(answer) + model_text(answer);
  if (!answer.not_tried.empty()) text += "\n" + folded("Not tried: " + joined(answer.not_tried));
  return text;
}

}  // namespace tryall::everything
