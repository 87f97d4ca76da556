#include "tryall/statistics/best_set.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/statistics/adjust.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {
namespace {

using Groups = std::vector<std::vector<double>>;

bool usable(Values group) {
  return !group.empty() && std::all_of(group.begin(), group.end(), [](double v) { return std::isfinite(v); });
}

bool paired(const Groups& groups) {
  std::size_t size = 0;
  for (const auto& group : groups) {
    if (!usable(group)) continue;
    if (size != 0 && group.size() != size) return false;
    size = group.size();
  }
  return true;
}

double p_value(Values best, Values other, PairTest test, bool in_pairs) {
  return in_pairs && test == PairTest::automatic ? paired_t_test(best, other).p : welch_t_test(best, other).p;
}

/// The place of the best; groups.size() where there is none.
std::size_t place_of_best(const Groups& groups, const BestSetOptions& options) {
  const double sign = options.direction == train::Direction::maximize ? 1 : -1;
  std::size_t best = groups.size();
  double highest = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!usable(groups[i])) continue;
    const double center = sign * mean(groups[i]);
    if (best == groups.size() || center > highest) {
      best = i;
      highest = center;
    }
  }
  return best;
}

}  // namespace

BestSet best_set(const Groups& groups, const BestSetOptions& options) {
  BestSet result{place_of_best(groups, options), std::vector<double>(groups.size(), no_value),
                 std::vector<bool>(groups.size(), false)};
  if (result.best == groups.size()) return {};
  const bool in_pairs = paired(groups);
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (i != result.best && usable(groups[i]))
      result.p[i] = p_value(groups[result.best], groups[i], options.test, in_pairs);
  result.p = holm(result.p);
  result.p[result.best] = 1;
  for (std::size_t i = 0; i < groups.size(); ++i)
    result.not_distinguishable[i] = usable(groups[i]) && !(result.p[i] <= options.alpha);
  return result;
}

}  // namespace tryall::statistics
