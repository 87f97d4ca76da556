#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include "results/axis_edge.hpp"
#include "tryall/reports/query/leaderboard.hpp"
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

double mean_of(const Leaderboard& board, const Standing& standing) {
  return standing.metrics[board.metric].mean();
}

/// The axis' values that were tried with the best group's optimizer; the best value at one of their ends.
std::string edge_text(const Leaderboard& board, const Axis& axis) {
  const Config& best = board.standings.front().group->config;
  std::set<double> values, as_good;  // all that were tried, and those with the best's very mean
  for (const Standing& standing : board.standings) {
    const Config& config = standing.group->config;
    const auto number = number_on(axis, config);
    if (!number || optimizer_of(config) != optimizer_of(best)) continue;
    values.insert(*number);
    if (mean_of(board, standing) == mean_of(board, board.standings.front())) as_good.insert(*number);
  }
  const auto found = number_on(axis, best);
  if (!found) return "";
  const double value = *found;
  const auto place = static_cast<std::size_t>(std::distance(values.begin(), values.find(value)));
  const AxisEdge edge = axis_edge(place, values.size(), is_bound(axis.parameter, value));
  const bool also_inside = std::any_of(as_good.begin(), as_good.end(), [&](double one) {
    return one != *values.begin() && one != *values.rbegin();
  });
  if (edge == AxisEdge::none || also_inside) return "";
  const std::string optimizer = optimizer_of(best);
  return fmt::format("the best {} = {} is the {} of the {} tried{}: try {} values", axis.name, value,
                     to_text(edge), values.size(), optimizer.empty() ? "" : " with " + optimizer,
                     beyond(edge));
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
  const auto place = [&](const Standing* one) {
    return static_cast<std::size_t>(one - board.standings.data());
  };
  if (place(adam) < place(momentum)) return "";
  const std::vector<Group> both = {*momentum->group, *adam->group};
  const Leaderboard two = rank(both, board.ranking, board.vocabulary);
  if (two.standings[1].tie.mark != statistics::TieMark::behind) return "";
  return "the best Adam is behind the best Momentum (compared by themselves), which it contains as a limit: "
         "its range of learning "
         "rates (or epsilons) is too narrow (Choi et al. 2019)";
}

/// The seeds that would tell the first two apart.
std::string seeds_text(const Leaderboard& board) {
  const Standing& second = board.standings[1];
  if (second.rank != 2 || second.tie.mark != statistics::TieMark::tied || !second.seeds_needed) return "";
  return fmt::format(
      "about {} seeds would be needed to separate rank 2 from rank 1 (power .8, if the observed difference "
      "is the true one); there are {}",
      *second.seeds_needed, second.tie.n);
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

}  // namespace

std::vector<std::string> self_checks(const Leaderboard& board) {
  // Of groups that were picked by their results the first is not the best, and has not been tried beside
  // others.
  if (board.standings.size() < 2 || board.families.size() > 1 || board.standings.front().rank != 1) return {};
  std::vector<std::string> lines;
  for (const Axis& axis : *board.vocabulary->axes)
    if (is_tuned(axis)) lines.push_back(edge_text(board, axis));
  for (std::string line : {adam_text(board), seeds_text(board), diverged_text(board)})
    lines.push_back(std::move(line));
  std::erase(lines, "");
  return lines;
}

}  // namespace tryall::reports
