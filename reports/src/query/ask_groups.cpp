#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ask_forms.hpp"
#include "combinations.hpp"
#include "results/config_column.hpp"
#include "tryall/reports/query/leaderboard.hpp"

namespace tryall::reports {
namespace {

template <class Unfit>
void leave_out(std::vector<Score>& scores, std::vector<std::string>& notes, const std::string& why,
               Unfit&& unfit) {
  const auto begin = std::remove_if(scores.begin(), scores.end(), unfit);
  const auto count = scores.end() - begin;
  scores.erase(begin, scores.end());
  if (count > 0) notes.push_back(fmt::format("left out: {} group{} {}", count, count == 1 ? "" : "s", why));
}

/// Marks the rows whose best groups are not told from that of the first, and says how it was tested.
void mark_ties(const StoreReader& store, const Asked& asked, const std::vector<Combination>& combinations,
               Answer& answer) {
  constexpr std::size_t most = 200;  // rows that are tested: runs are read of each
  const std::size_t rows = answer.table.rows.size();
  if (rows < 2 || rows > most) return;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < rows; ++i) keys.push_back(combinations[i].best->key);
  const std::vector<Group> groups = store.groups(asked.selection, keys);
  const Leaderboard board = rank(
      groups, {.metric = asked.question.metrics.front(), .direction = asked.direction}, store.vocabulary());
  std::map<std::string, bool> tied;
  for (std::size_t i = 0; i < board.p.size(); ++i) tied[board.standings[i].group->key] = board.is_tied(i);
  if (std::none_of(tied.begin(), tied.end(), [](const auto& one) { return one.second; })) return;
  answer.table.columns.emplace_back("");
  for (std::size_t i = 0; i < rows; ++i)
    answer.table.rows[i].push_back(tied[keys[i]] ? Cell("not distinguishable from the first") : Cell());
  answer.notes.push_back(
      fmt::format("not distinguishable at .05: {} test of the rows' best groups over seeds, "
                  "Holm's correction over {} rows",
                  board.paired ? "paired t" : "Welch's t", rows));
}

}  // namespace

std::vector<Score> asked_scores(const StoreReader& store, const Asked& asked,
                                std::vector<std::string>& notes) {
  const Question& question = asked.question;
  std::vector<Score> scores = store.scores({asked.selection, question.metrics});
  if (scores.empty()) notes.emplace_back("no run matches");
  if (question.at_epoch)
    leave_out(scores, notes, fmt::format("with runs that end before epoch {}", *question.at_epoch),
              [](const Score& score) { return score.too_short; });
  leave_out(scores, notes,
            fmt::format("of fewer than {} seed{}", question.seeds_min, question.seeds_min == 1 ? "" : "s"),
            [&](const Score& score) { return score.n < question.seeds_min; });
  return scores;
}

Answer ask_groups(const StoreReader& store, const Asked& asked) {
  const Question& question = asked.question;
  Answer answer;
  std::vector<Score> scores = asked_scores(store, asked, answer.notes);
  std::vector<std::string> axes;
  if (question.columns.empty()) axes = store.differing_axes(scores);
  // of few groups all are read, so that they can be checked as a whole
  constexpr std::size_t few = 300;
  const bool whole = scores.size() <= few;
  keep_best(store, scores, asked.direction, whole ? 0 : question.top);
  std::vector<std::string> keys;
  for (const Score& score : scores) keys.push_back(score.key);
  const std::vector<Group> groups = store.groups(asked.selection, keys);
  Leaderboard board = rank(groups,
                           {.metric = question.metrics.front(),
                            .direction = asked.direction,
                            .top = question.top,
                            .also = {question.metrics.begin() + 1, question.metrics.end()},
                            .at_epoch = question.at_epoch},
                           store.vocabulary());
  board.axes = axes;
  if (question.for_people) {
    for (auto& note : leaderboard_notes(board)) answer.notes.push_back(std::move(note));
    if (whole)
      for (auto& note : self_checks(board)) answer.notes.push_back(std::move(note));
  }
  answer.table = !question.columns.empty() ? table_of_columns(board, question.columns, question.for_people)
                 : question.for_people     ? table_for_people(board)
                                           : table_for_programs(board);
  return answer;
}

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
  std::vector<Score> scores = asked_scores(store, asked, answer.notes);
  store.for_each_config(scores, read, [&](std::size_t i, const Config& config) {
    for (ColumnReader& reader : readers) scores[i].cells.push_back(reader.cell(config));
  });
  keep_best(store, scores, asked.direction, 0);
  const std::vector<Combination> combinations = combine(scores);
  answer.table = pivot ? pivot_table(combinations, question, store.metrics())
                       : combination_table(combinations, question, store.metrics());
  if (!pivot && question.for_people) mark_ties(store, asked, combinations, answer);
  if (question.for_people) {
    const bool spread = std::any_of(combinations.begin(), combinations.end(), [](const Combination& row) {
      return row.best->values.front().count() >= 3;
    });
    if (pivot)
      answer.notes.push_back("each cell: " + question.metrics.front() + " of the best of its groups");
    if (spread) answer.notes.emplace_back("+-: half the 95 % interval of the mean over seeds; none below 3");
  }
  return answer;
}

}  // namespace tryall::reports
