#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <future>
#include <map>

#include "ask_forms.hpp"
#include "combinations.hpp"
#include "results/config_column.hpp"
#include "tryall/reports/query/leaderboard.hpp"

namespace tryall::reports {
namespace {

template <class Unfit>
void leave_out(Scores& scores, std::vector<std::string>& notes, const std::string& why, Unfit&& unfit) {
  const std::size_t count = std::erase_if(scores.list, unfit);
  if (count > 0) notes.push_back(fmt::format("left out: {} group{} {}", count, count == 1 ? "" : "s", why));
}

}  // namespace

namespace {

/// All groups of the sweep or store, those hidden of which no run meets the condition: picked by their
/// results they are still compared as some of all.
Scores scores_with_hidden(const StoreReader& store, const Asked& asked, std::vector<std::string>& notes) {
  const Scores shown = store.scores({asked.selection, asked.question.metrics});
  Selection all = asked.selection;
  all.where.clear();
  all.whole_groups = false;
  Scores scores = store.scores({all, asked.question.metrics});
  auto next = shown.list.begin();
  for (Score& score : scores.list) {
    score.hidden = next == shown.list.end() || next->id != score.id;
    if (!score.hidden) ++next;
  }
  const bool one = shown.list.size() == 1;
  if (!shown.list.empty())
    notes.push_back(fmt::format(
        "--where depends on results, so whole groups are shown: the {} group{} with a matching run, ranked "
        "among all {}",
        shown.list.size(), one ? "" : "s", scores.list.size()));
  return shown.list.empty() ? shown : scores;
}

}  // namespace

Scores asked_scores(const StoreReader& store, const Asked& asked, std::vector<std::string>& notes) {
  const Question& question = asked.question;
  Scores scores = asked.selection.whole_groups ? scores_with_hidden(store, asked, notes)
                                               : store.scores({asked.selection, question.metrics});
  if (scores.list.empty()) notes.emplace_back("no run matches");
  if (question.at_epoch)
    leave_out(scores, notes, fmt::format("with runs that end before epoch {}", *question.at_epoch),
              [](const Score& score) { return score.too_short; });
  leave_out(scores, notes,
            fmt::format("with fewer than {} seed{}", question.seeds_min, question.seeds_min == 1 ? "" : "s"),
            [&](const Score& score) { return score.n < question.seeds_min; });
  return scores;
}

namespace {

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
  std::size_t compared = 0;
  for (const Comparable& family : scores.families) compared += family.compared;
  answer.notes.push_back(fmt::format(
      "=: the row's best group is statistically tied with the best of all (95 %, all {} groups together)",
      compared));
}

}  // namespace

namespace {

/// The axes on which groups differ. Of a large store's whole they are read beside the scores, by a connection
/// of its own: configs are half of the work.
class AxesOfGroups {
 public:
  AxesOfGroups(const StoreReader& store, const Asked& asked) : store_(store) {
    constexpr std::uintmax_t large = 64 << 20;
    std::error_code none;
    if (!asked.question.columns.empty() || !is_everything(asked.selection) ||
        std::filesystem::file_size(store.file(), none) < large || none)
      return;
    ahead_ = std::async(std::launch::async,
                        [file = store.file()] { return StoreReader::unchanged(file).differing_axes(); });
  }

  std::vector<std::string> of(const std::vector<Score>& scores) {
    if (ahead_.valid()) {
      auto [axes, groups] = ahead_.get();
      if (groups == scores.size()) return std::move(axes);  // none was added meanwhile, and none left out
    }
    std::vector<Score> shown;
    for (const Score& score : scores)
      if (!score.hidden) shown.emplace_back().id = score.id;
    return store_.differing_axes(shown);
  }

 private:
  const StoreReader& store_;
  std::future<std::pair<std::vector<std::string>, std::size_t>> ahead_;
};

}  // namespace

Answer ask_groups(const StoreReader& store, const Asked& asked) {
  const Question& question = asked.question;
  Answer answer;
  AxesOfGroups axes_of_groups(store, asked);
  Scores scores = asked_scores(store, asked, answer.notes);
  std::vector<std::string> axes;
  if (question.columns.empty()) axes = axes_of_groups.of(scores.list);
  // of few groups all are read, so that they can be checked as a whole
  constexpr std::size_t few = 300;
  const bool whole = scores.list.size() <= few;
  rank_and_keep_best(store, scores, find_metric(store.metrics(), question.metrics.front()), asked.direction,
                     whole ? 0 : question.top);
  std::vector<std::string> keys;
  for (const Score& score : scores.list) keys.push_back(score.key);
  const std::vector<Group> groups = store.groups(asked.selection, keys);
  Leaderboard board = ranked(scores, groups,
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
  Scores scores = asked_scores(store, asked, answer.notes);
  store.for_each_config(scores.list, read, [&](std::size_t i, const Config& config) {
    for (ColumnReader& reader : readers) scores.list[i].cells.push_back(reader.cell(config));
  });
  rank_and_keep_best(store, scores, find_metric(store.metrics(), question.metrics.front()), asked.direction,
                     0);
  const std::vector<Combination> combinations = combine(scores.list);
  answer.table = pivot ? pivot_table(combinations, question, store.metrics())
                       : combination_table(combinations, question, store.metrics());
  if (!pivot && question.for_people) mark_ties(scores, combinations, answer);
  if (question.for_people) {
    const bool spread = std::any_of(combinations.begin(), combinations.end(), [](const Combination& row) {
      return row.best->values.front().count() >= 3;
    });
    if (pivot)
      answer.notes.push_back("each cell: " + question.metrics.front() + " of the best of its groups");
    if (spread)
      answer.notes.emplace_back("brackets: 95 % interval of the mean over seeds; at least 3 are needed");
    if (scores.families.size() > 1) answer.notes.push_back(families_note(scores.families));
  }
  return answer;
}

}  // namespace tryall::reports
