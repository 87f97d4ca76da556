#include <fmt/format.h>

#include <algorithm>

#include "ask_forms.hpp"
#include "combinations.hpp"
#include "results/config_column.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/query/leaderboard.hpp"

namespace tryall::reports {
namespace {

/// Which groups do not count in means of means.
void note_without_value(const Scores& scores, Answer& answer) {
  const auto without = std::count_if(scores.list.begin(), scores.list.end(),
                                     [](const Score& score) { return score.values.front().count() == 0; });
  const bool in_part = std::any_of(scores.list.begin(), scores.list.end(), [](const Score& score) {
    return score.diverged > 0 && score.values.front().count() > 0;
  });
  if (without > 0)
    answer.notes.push_back(
        fmt::format("means leave out the {} group{} without a value, whose runs all diverged or failed",
                    without, without == 1 ? "" : "s"));
  if (in_part)
    answer.notes.emplace_back("means of groups with diverged runs are over the runs that completed");
}

/// Says beside each row whether its best group can be told from the best of all; in families of their own,
/// whose.
void mark_ties(const Scores& scores, const std::vector<Combination>& combinations, Answer& answer) {
  const auto any = [&](auto&& fits) { return std::any_of(scores.list.begin(), scores.list.end(), fits); };
  if (!any([](const Score& score) { return score.tie.mark == statistics::TieMark::tied; })) return;
  answer.table.columns.emplace_back("");
  for (std::size_t i = 0; i < answer.table.rows.size(); ++i) {
    const statistics::TieMark mark = combinations[i].best->tie.mark;
    answer.table.rows[i].push_back(mark == statistics::TieMark::best   ? Cell("best")
                                   : mark == statistics::TieMark::tied ? Cell("=")
                                                                       : Cell());
  }
  std::string compared;
  for (const Comparable& family : scores.families)
    compared += fmt::format("{}{}", compared.empty() ? "" : " and ", family.compared);
  answer.notes.push_back(
      fmt::format("=: the row's best group is statistically tied with the best of {} (95 %, all {} "
                  "groups together)",
                  scores.families.size() > 1 ? "its family" : "all", compared));
}

}  // namespace

Answer ask_combinations(const StoreReader& store, const Asked& asked) {
  const Question& question = asked.question;
  const bool pivot = question.form == Question::Form::pivot;
  std::vector<ColumnReader> readers;
  std::vector<std::string> read;
  for (const std::string& asked_axis : question.axes) {
    const ConfigColumn column = config_column(store.axes(), pivot ? "--pivot" : "--group-by", asked_axis);
    readers.emplace_back(column, store.axes());
    read.push_back(column.axis->name);
  }
  Answer answer;
  Scores scores = asked_scores(store, asked, answer.notes);
  store.for_each_config(scores.list, read, [&](std::size_t i, const Config& config) {
    for (ColumnReader& reader : readers) scores.list[i].cells.push_back(reader.cell(config));
  });
  rank_and_keep_best(store, scores, find_metric(store.metrics(), question.metrics.front()), asked.direction,
                     0);
  const std::vector<Combination> combinations = combine(scores.list);
  if (pivot && scores.families.size() > 1)
    throw Error(
        ErrorCode::bad_input,
        fmt::format(
            "--pivot has one best group per cell, but there are values that cannot be compared: {} and "
            "{}; select some by --where, or use --group-by",
            scores.families[0].label, scores.families[1].label));
  answer.table = pivot ? pivot_table(combinations, question, store.metrics())
                       : combination_table(combinations, question, store.metrics(), scores.families);
  if (!pivot && question.for_people) mark_ties(scores, combinations, answer);
  if (question.for_people) {
    const bool spread = std::any_of(combinations.begin(), combinations.end(), [](const Combination& row) {
      return row.best->values.front().count() >= 3;
    });
    if (pivot)
      answer.notes.push_back("each cell: " + question.metrics.front() + " of the best of its groups");
    if (spread)
      answer.notes.emplace_back("brackets: 95 % interval of the mean over seeds; at least 3 are needed");
    if (!pivot) note_without_value(scores, answer);
    if (scores.families.size() > 1) answer.notes.push_back(families_note(scores.families));
  }
  return answer;
}

}  // namespace tryall::reports
