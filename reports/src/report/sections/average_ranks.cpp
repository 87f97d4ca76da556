#include "average_ranks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "report/words.hpp"
#include "tryall/statistics/friedman.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t fewest_blocks = 6;

/// By block and arm the best mean; only blocks in which every arm has one.
statistics::Blocks blocks_of(const SweepData& data, const std::vector<std::size_t>& arms) {
  std::map<std::vector<std::int32_t>, std::map<std::size_t, double>> found;
  for (const std::size_t group : data.order) {  // best first, so the first to come is the best
    const auto arm = data.arm_of(group);
    if (!arm || !data.scores[group].whole()) continue;
    std::vector<std::int32_t> shared;
    for (std::size_t axis = 0; axis < data.axes.size(); ++axis)
      if (axis != *data.arms && data.axes[axis].name != "learning_rate")
        shared.push_back(data.axes[axis].codes[group]);
    found[shared].try_emplace(*arm, data.scores[group].mean);
  }
  statistics::Blocks blocks;
  for (const auto& [shared, values] : found) {
    std::vector<double> row;
    for (const std::size_t arm : arms)
      if (const auto value = values.find(arm); value != values.end()) row.push_back(value->second);
    if (row.size() == arms.size()) blocks.push_back(std::move(row));
  }
  return blocks;
}

/// The largest sets whose ranks are within the critical difference.
std::vector<std::vector<std::size_t>> cliques(const std::vector<double>& ranks, double difference) {
  std::vector<std::size_t> order(ranks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return ranks[a] < ranks[b]; });
  std::vector<std::vector<std::size_t>> sets;
  std::size_t reached = 0;
  for (std::size_t first = 0; first < order.size(); ++first) {
    std::size_t last = first;
    while (last + 1 < order.size() && ranks[order[last + 1]] - ranks[order[first]] < difference) ++last;
    if (last == first || last <= reached) continue;
    reached = last;
    sets.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(first),
                      order.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  }
  return sets;
}

}  // namespace

AverageRanks average_ranks(const SweepData& data, const std::vector<std::size_t>& contenders) {
  std::vector<std::size_t> arms;
  for (const std::size_t group : contenders) arms.push_back(*data.arm_of(group));
  const statistics::Blocks blocks = blocks_of(data, arms);
  const bool tuned = data.find_axis("learning_rate") != nullptr;
  AverageRanks result{
      .blocks = blocks.size(),
      .method =
          fmt::format("Friedman, then Nemenyi at 5 %; a block is what all but {}{} share",
                      data.axes[*data.arms].label, tuned ? " and the learning rate, each at its best," : "")};
  if (blocks.size() < fewest_blocks) {
    result.missing =
        fmt::format("{} of shared settings {} too few for average ranks; at least {} are needed.",
                    plural(blocks.size(), "block"), blocks.size() == 1 ? "is" : "are", fewest_blocks);
    return result;
  }
  const statistics::Friedman friedman = statistics::friedman(blocks, data.sweep.direction);
  if (friedman.average_ranks.size() != arms.size() || friedman.p != friedman.p) {
    result.missing = "All are tied in every block, so there are no ranks.";
    return result;
  }
  constexpr double alpha = 0.05;
  const bool differ = friedman.p <= alpha;  // else all are one set
  result.ranks = friedman.average_ranks;
  result.difference = statistics::nemenyi_critical_difference(arms.size(), blocks.size());
  result.cliques = cliques(result.ranks, differ ? result.difference : static_cast<double>(arms.size()));
  if (!differ) result.method += "; Friedman finds no difference";
  return result;
}

}  // namespace tryall::reports
