#include "compare_board.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/ranking/ranking.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/statistics/summary.hpp"

namespace tryall::reports {

const Score* CompareBoard::find(const std::string& key) const {
  const auto found =
      std::find_if(scores.list.begin(), scores.list.end(), [&](const Score& one) { return one.key == key; });
  return found == scores.list.end() ? nullptr : &*found;
}

double CompareBoard::resolution(const MatchedPair& pair, const Metric& metric, std::size_t place) const {
  if (!metric.share) return 0;
  if (const Score* score = find(pair.a.key)) return scores.families[score->family].resolution;
  std::vector<double> ends[2];
  const auto values_of = [&](const Group& group, std::vector<double>& values) {
    for (const Run& run : group.runs)
      if (run.completed()) values.push_back(run.values[place]);
    return statistics::Values(values);
  };
  const statistics::Values groups[] = {values_of(pair.a, ends[0]), values_of(pair.b, ends[1])};
  return statistics::seed_resolution(groups);
}

CompareBoard board_of(const StoreReader& store, const CompareQuestion& question, const Metric& metric,
                      Direction direction) {
  CompareBoard board{.sweep = store.find_sweep(question.sweep)};
  if (!board.sweep) return board;
  board.scores = store.scores(
      {of_groups({.sweep = board.sweep->id, .where = question.where}, store.metrics()), {metric.name}});
  rank_and_keep_best(store, board.scores, metric, direction, 0);
  return board;
}

void note_board(Comparison& result, const CompareBoard& board) {
  if (result.settings.size() != 1 || !board.sweep) return;
  const MatchedSetting& setting = result.settings.front();
  const Score *a = board.find(setting.key_a), *b = board.find(setting.key_b);
  if (a == nullptr || b == nullptr || a->family != b->family) return;
  const bool b_is_best = b->tie.mark == statistics::TieMark::best;
  const Score &best = b_is_best ? *b : *a, &other = b_is_best ? *a : *b;
  const std::size_t groups = board.scores.families[best.family].compared;
  if (best.tie.mark != statistics::TieMark::best || groups < 3 || std::isnan(other.tie.low)) return;
  const bool tied = other.tie.mark == statistics::TieMark::tied;
  if (tied != result.decided()) return;
  result.notes.push_back(
      fmt::format("this is one planned comparison; picked as the best of {} groups of {}, {} {} {}: {}",
                  groups, board.sweep->label, b_is_best ? result.b : result.a,
                  tied ? "ties with" : "is ahead of", b_is_best ? result.a : result.b,
                  difference_text(result.metric, other.tie.gap, other.tie.low, other.tie.high)));
}

}  // namespace tryall::reports
