#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "leaderboard_cells.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {
namespace {

using statistics::TieMark;

/// The best of a family with the interval of its mean: what differences are to.
std::string best_note(const Leaderboard& board, const Standing& best) {
  const std::string& family = board.families[best.family].label;
  const Metric& metric = board.vocabulary->metrics[board.metric];
  const std::string interval = reports::interval_text(metric, best.metrics[board.metric]);
  return fmt::format("{}best: {} {}{}", family.empty() ? "" : family + ": ", metric.name, interval,
                     interval.find('[') == std::string::npos
                         ? fmt::format(" with each of {} seeds", best.n)
                         : fmt::format(", 95 % interval of the mean over {} seeds", best.n));
}

std::string family_text(const Leaderboard& board) {
  std::string counts;
  for (const Comparable& family : board.families)
    if (family.tested()) counts += fmt::format("{}{}", counts.empty() ? "" : " and ", family.compared);
  return counts;
}

}  // namespace

std::string families_note(const std::vector<Comparable>& families) {
  std::vector<std::string> labels;
  for (const Comparable& family : families) labels.push_back(family.label);
  return fmt::format("ranked separately, since their values cannot be compared: {}", fmt::join(labels, "; "));
}

std::vector<std::string> leaderboard_notes(const Leaderboard& board) {
  if (board.standings.empty()) return {};
  std::size_t most = 0;
  for (const Standing& standing : board.standings) most = std::max(most, standing.n - standing.diverged);
  std::vector<std::string> notes;
  if (board.families.size() > 1) notes.push_back(families_note(board.families));
  const auto with = [&](const char* line) {
    notes.emplace_back(line);
    return notes;
  };
  if (most == 0 && std::all_of(board.standings.begin(), board.standings.end(),
                               [](const Standing& standing) { return standing.diverged == standing.n; }))
    return with("no group has a value: every run diverged or failed");
  if (most < statistics::fewest_for_interval)
    return with(
        "fewer than 3 seeds per group: no intervals and no tests, so it is unknown which group is best");
  if (!board.tested()) return with("brackets: 95 % interval of the mean over n seeds; at least 3 are needed");
  bool shows_best = false;
  for (const Standing& standing : board.standings)
    if (standing.tie.mark == TieMark::best) {
      notes.push_back(best_note(board, standing));
      shows_best = true;
    }
  if (!shows_best)
    notes.emplace_back("the best, to which the differences are, is not among the groups shown");
  const auto any = [&](TieMark mark) {
    return std::any_of(board.standings.begin(), board.standings.end(),
                       [&](const Standing& standing) { return standing.tie.mark == mark; });
  };
  const bool pair = std::all_of(board.families.begin(), board.families.end(),
                                [](const Comparable& family) { return family.compared <= 2; });
  notes.push_back(fmt::format(
      "difference: to the best{}, with its 95 % interval{}",
      board.vocabulary->metrics[board.metric].share ? ", in points" : "",
      pair ? " (paired t test)"
           : fmt::format(", for all {} groups together (step-down max-t test)", family_text(board))));
  if (any(TieMark::tied))
    notes.emplace_back("=: the interval includes 0 (tied with the best; not shown to be equal)");
  if (any(TieMark::no_spread))
    notes.emplace_back("no spread: every seed gave the same value, so no test is possible");
  return notes;
}

}  // namespace tryall::reports
