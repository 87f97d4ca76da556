#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include "leaderboard_ties.hpp"
#include "results/axis_edge.hpp"
#include "tryall/statistics/best_set.hpp"
#include "tryall/statistics/effect.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

/// Empty where the config has none.
std::string optimizer_of(const Config& config) {
  const auto* choice = std::get_if<Choice>(&config.setting("optimizer"));
  return choice != nullptr ? choice->name : std::string();
}

/// Nothing where the config does not have the axis, or no number on it.
std::optional<double> number_on(const Axis& axis, const Config& config) {
  const auto* value = std::get_if<Value>(&config.setting(axis.name));
  if (value == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<double>(value)) return *number;
  if (const auto* integer = std::get_if<std::int64_t>(value)) return static_cast<double>(*integer);
  return std::nullopt;
}

/// Axes that one tries to get right, not those that one pays for.
bool is_tuned(const Axis& axis) {
  return !axis.is_choice() && axis.name != "epochs" && axis.name != "train_size" &&
         (axis.parameter.type == Parameter::Type::number || axis.parameter.type == Parameter::Type::integer);
}

/// The axis' values that were tried with the best group's optimizer; the best value at one of their ends.
std::string edge_text(const Leaderboard& board, const Axis& axis) {
  const Config& best = board.standings.front().group->config;
  std::set<double> values;
  for (const Standing& standing : board.standings)
    if (const Config& config = standing.group->config; optimizer_of(config) == optimizer_of(best))
      if (const auto number = number_on(axis, config)) values.insert(*number);
  const auto found = number_on(axis, best);
  if (!found) return "";
  const double value = *found;
  const auto place = static_cast<std::size_t>(std::distance(values.begin(), values.find(value)));
  const AxisEdge edge = axis_edge(place, values.size(), is_bound(axis.parameter, value));
  if (edge == AxisEdge::none) return "";
  const std::string optimizer = optimizer_of(best);
  return fmt::format("the best {} = {} is the {} of the {} tried{}: widen it", axis.name, value,
                     to_text(edge), values.size(), optimizer.empty() ? "" : " with " + optimizer);
}

const Standing* best_with(const Leaderboard& board, const std::string& optimizer) {
  for (const Standing& standing : board.standings)
    if (optimizer_of(standing.group->config) == optimizer) return &standing;
  return nullptr;
}

std::string adam_text(const Leaderboard& board) {
  const Standing* adam = best_with(board, "adam");
  const Standing* momentum = best_with(board, "momentum");
  if (adam == nullptr || momentum == nullptr || adam->diverged + momentum->diverged > 0) return "";
  const auto set =
      statistics::best_set({values_of(board, *momentum), values_of(board, *adam)},
                           {.direction = board.ranking.direction, .test = statistics::PairTest::welch});
  if (set.p.empty() || set.best != 0 || set.not_distinguishable[1]) return "";
  return "the best Adam is below the best Momentum, which it contains as a limit: its learning rates (or "
         "epsilons) are not wide enough (Choi et al. 2019)";
}

/// The seeds that would tell the first two apart.
std::string seeds_text(const Leaderboard& board) {
  if (!board.is_tied(1) || !board.paired) return "";
  const auto first = values_of(board, board.standings[0]);
  const auto second = values_of(board, board.standings[1]);
  if (first.size() != second.size()) return "";
  const auto effect = statistics::paired_effect(first, second);
  const auto seeds = statistics::seeds_to_decide(std::abs(effect.cohens_d));
  if (!seeds || *seeds <= first.size()) return "";
  return fmt::format(
      "to tell 1 from 2 would take about {} seeds (power .8, were the difference seen the true one); "
      "there are {}",
      *seeds, first.size());
}

std::string diverged_text(const Leaderboard& board) {
  std::size_t runs = 0, diverged = 0;
  for (const Standing& standing : board.standings) {
    runs += standing.n;
    diverged += standing.diverged;
  }
  constexpr std::size_t many = 10;  // one in ten
  if (many * diverged <= runs) return "";
  return fmt::format("{} of {} runs diverged or failed: see tryall query --where \"outcome <> 'completed'\"",
                     diverged, runs);
}

/// Groups on other data are not to be compared.
bool on_same_data(const Leaderboard& board) {
  return std::all_of(board.standings.begin(), board.standings.end(), [&](const Standing& standing) {
    return standing.group->config.setting("dataset") ==
           board.standings.front().group->config.setting("dataset");
  });
}

}  // namespace

std::vector<std::string> self_checks(const Leaderboard& board) {
  if (board.standings.size() < 2 || !on_same_data(board)) return {};
  std::vector<std::string> lines;
  for (const Axis& axis : *board.vocabulary->axes)
    if (is_tuned(axis)) lines.push_back(edge_text(board, axis));
  for (std::string line : {adam_text(board), seeds_text(board), diverged_text(board)})
    lines.push_back(std::move(line));
  std::erase(lines, "");
  return lines;
}

}  // namespace tryall::reports
