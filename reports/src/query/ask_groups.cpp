#include <cstdint>
#include <filesystem>
#include <future>

#include "ask_forms.hpp"
#include "tryall/reports/query/leaderboard.hpp"

namespace tryall::reports {
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

}  // namespace tryall::reports
