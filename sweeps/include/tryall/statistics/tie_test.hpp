#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tryall/statistics/summary.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::statistics {

/// A group's values, one per seed, both in the order of seeds. Empty where a run has no value (it diverged or
/// failed): such a group takes no part.
struct SeedValues {
  std::span<const std::uint64_t> seeds;
  Values values;
};

enum class TieMark {
  not_compared,  ///< Fewer than three values, or a run without one.
  best,          ///< The largest mean (or the smallest) of those compared: row 1.
  tied,          ///< The interval of the difference to the best reaches 0.
  behind,        ///< That interval lies wholly on the worse side.
  no_spread,     ///< The seeds do not vary, so that nothing is tested.
};

/// "not compared", "best", "tied", "behind" or "no spread".
const char* to_text(TieMark mark);

/// A group against the best.
struct TieRow {
  TieMark mark = TieMark::not_compared;
  double gap = no_value;                   ///< mean - the best's mean, in the metric's unit.
  double low = no_value, high = no_value;  ///< Its simultaneous 95 % interval: gap -+ critical * error.
  double error = no_value;                 ///< The gap's standard error.
  std::size_t n = 0;                       ///< The smaller of both groups' counts.
};

struct TieOptions {
  train::Direction direction = train::Direction::maximize;
  /// The values are multiples of it (a share of m samples: of 1 / m) and so vary by no less than rounding
  /// does: a variance of resolution^2 / 12. 0 where it is not known.
  double resolution = 0;
  bool share = false;  ///< The values lie within 0 and 1, so that intervals end at differences of 1.
};

struct TieTest {
  std::size_t best = 0;           ///< The place of row 1; no meaning where nothing is compared.
  std::size_t compared = 0;       ///< How many groups are: the family.
  std::size_t remaining = 0;      ///< Those that are not behind, the best among them.
  bool same_seeds = true;         ///< All that are compared have the best's seeds.
  std::vector<TieRow> rows = {};  ///< By group.

  /// Whether anything was tested.
  bool tested() const { return compared > 1; }
};

/// Which groups cannot be told from the best: a step-down max-t test against the group with the largest mean,
/// one of the compared. Of ties of means the first given is the best. The chance that any group is marked as
/// behind although no group's true mean is lower than the best's is 5 % at most: docs/statistics.md has the
/// level and the power that scripts/simulate-ties finds, by number of groups and seeds.
///
/// With R the groups that are left (all at first), q of them with the best's seeds and n seeds each: r is
/// what is left of a value when its group's mean is taken off and then its seed's median over the q groups
/// (less the mean of these medians), v_i = sum r^2 / (n - 1) q / (q - 1), p the mean of v over the better
/// half of the q groups, three at least, p_i = p, and for a group of the worse half the mean of v over all
/// that are as good if that is larger; u_i = max(v_i, p_i, resolution^2 / 12). So the spread of groups that
/// fail, which is no measure of how well the good ones are known, counts for those alone. The error of the
/// gap is the root of max(s_d^2, u_best + u_i) / n, where s_d^2 is the variance of the differences by seed.
/// For a group of other seeds it is the root of u_best / n_best + u_i / n_i with v the plain variances, over
/// R. A group is behind where gap -+ c error lies wholly on the worse side, with c = max(t(.975, n - 1),
/// critical_value(max(|R|, 5), n)). Those behind leave R, and it begins again until none leaves. Two groups
/// are tested as `compare` does: a paired t test, Welch's where seeds differ.
TieTest tie_test(const std::vector<SeedValues>& groups, const TieOptions& options = {});

/// The test's first round alone, for simulations: nobody leaves, and two groups are no exception.
TieTest tie_test_of_one_round(const std::vector<SeedValues>& groups, const TieOptions& options = {});

/// The .95 quantile of the largest t over `groups` groups of n seeds each, the largest over ways in which
/// groups may vary and depend on one another (scripts/simulate-ties): interpolated linearly in ln groups and
/// in 1 / (n - 1), with n above 30 as 30. groups >= 5, n >= 3.
double critical_value(std::size_t groups, std::size_t n);

/// The fewest seeds at which a tied row would be behind with power .8 or more, were the gap and spread seen
/// the true ones: gap sqrt(N) / (error sqrt n) >= c(remaining, N) + .84. `compared` and `remaining` are its
/// test's. No value for another mark or where 10,000 do not do.
std::optional<std::size_t> seeds_to_separate(const TieRow& row, std::size_t compared, std::size_t remaining);

}  // namespace tryall::statistics
