#include "tryall/statistics/tie_test.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "tryall/statistics/distributions.hpp"
#include "tryall/statistics/effect.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {
namespace {

double squared(double x) { return x * x; }

bool is_compared(const SeedValues& group) {
  return group.values.size() >= fewest_for_interval &&
         std::all_of(group.values.begin(), group.values.end(), [](double v) { return std::isfinite(v); });
}

bool have_same_seeds(const SeedValues& a, const SeedValues& b) {
  return a.seeds.data() == b.seeds.data() ||
         std::equal(a.seeds.begin(), a.seeds.end(), b.seeds.begin(), b.seeds.end());
}

constexpr double normal_80 = 0.8416;  // the normal quantile of power .8

/// What |gap| / error must be in a family that is left so large.
double critical_of(std::size_t left, std::size_t n) {
  return std::max(t_quantile(0.975, static_cast<double>(n - 1)),
                  critical_value(std::max<std::size_t>(left, 5), n));
}

double variance_of_differences(Values a, Values b, double mean) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += squared(a[i] - b[i] - mean);
  return sum / static_cast<double>(a.size() - 1);
}

/// Of fewer groups a mean variance is too uncertain to be of use.
constexpr std::size_t smallest_pool = 3;

/// By group, what no group's variance is taken to be below: the mean over the better half of the groups, of
/// which the best come first, and of three at least; for a group of the worse half the mean over all that are
/// as good, if that is larger.
std::vector<double> pooled(const std::vector<double>& variances, const std::vector<std::size_t>& groups) {
  const std::size_t half = std::min(groups.size(), std::max(smallest_pool, (groups.size() + 1) / 2));
  std::vector<double> result(variances.size(), 0);
  double sum = 0;
  for (std::size_t i = 0; i < half; ++i) sum += variances[groups[i]];
  const double least = sum / static_cast<double>(half);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i >= half) sum += variances[groups[i]];
    result[groups[i]] = i < half ? least : std::max(least, sum / static_cast<double>(i + 1));
  }
  return result;
}

/// The test under way: groups that are still in it, and what is worked out of them anew in each round.
class StepDown {
 public:
  StepDown(const std::vector<SeedValues>& groups, const TieOptions& options);

  TieTest run();
  TieTest one_round();

 private:
  /// A way to tell how much groups vary: over seeds that they share, or each by itself.
  struct Spread {
    std::vector<double> variances, pooled;  // by group; only those in it have one
  };

  /// The best first, so that sums over the groups do not depend on the order in which these were given.
  void sort_by_values();
  /// By seed, the median of what the groups, which have the best's seeds, differ there from their means; less
  /// the mean over the seeds.
  std::vector<double> seed_effects(const std::vector<std::size_t>& groups) const;
  Spread spread_over_shared_seeds() const;
  Spread plain_spread() const;
  double variance(const Spread& spread, std::size_t group) const;
  double error_squared(const Spread& shared, const Spread& plain, std::size_t group) const;
  void compare_two();
  bool step();
  void mark(std::size_t group, double error, double critical);

  const std::vector<SeedValues>& groups_;
  TieOptions options_;
  std::vector<double> means_;
  std::vector<bool> shares_seeds_;
  std::vector<std::size_t> left_;
  double rounding_ = 0;  // a variance up to which values are the same
  TieTest result_;
};

StepDown::StepDown(const std::vector<SeedValues>& groups, const TieOptions& options)
    : groups_(groups), options_(options), means_(groups.size(), no_value), shares_seeds_(groups.size()) {
  result_.rows.resize(groups.size());
  const double sign = options.direction == train::Direction::maximize ? 1 : -1;
  double scale = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    means_[i] = mean(groups[i].values);
    if (!is_compared(groups[i])) continue;
    if (left_.empty() || sign * means_[i] > sign * means_[result_.best]) result_.best = i;
    left_.push_back(i);
    for (const double value : groups[i].values) scale = std::max(scale, std::fabs(value));
  }
  rounding_ = squared(4 * std::numeric_limits<double>::epsilon() * scale);
  result_.compared = result_.remaining = left_.size();
  for (const std::size_t i : left_) {
    shares_seeds_[i] = have_same_seeds(groups[i], groups[result_.best]);
    result_.same_seeds = result_.same_seeds && shares_seeds_[i];
  }
  if (left_.empty()) return;
  sort_by_values();
  for (std::size_t i = 0; i < groups.size(); ++i) result_.rows[i].gap = means_[i] - means_[result_.best];
  result_.rows[result_.best].mark = TieMark::best;
}

void StepDown::sort_by_values() {
  const double sign = options_.direction == train::Direction::maximize ? 1 : -1;
  const auto is_better = [sign](double a, double b) { return sign * a > sign * b; };
  std::sort(left_.begin(), left_.end(), [&](std::size_t a, std::size_t b) {
    if (means_[a] != means_[b]) return is_better(means_[a], means_[b]);
    return std::lexicographical_compare(groups_[a].values.begin(), groups_[a].values.end(),
                                        groups_[b].values.begin(), groups_[b].values.end(), is_better);
  });
}

std::vector<double> StepDown::seed_effects(const std::vector<std::size_t>& groups) const {
  std::vector<double> effects(groups_[result_.best].values.size());
  std::vector<double> residuals(groups.size());
  for (std::size_t j = 0; j < effects.size(); ++j) {
    for (std::size_t i = 0; i < groups.size(); ++i)
      residuals[i] = groups_[groups[i]].values[j] - means_[groups[i]];
    effects[j] = median(residuals);
  }
  const double center = mean(effects);
  for (double& effect : effects) effect -= center;
  return effects;
}

StepDown::Spread StepDown::spread_over_shared_seeds() const {
  Spread spread{std::vector<double>(groups_.size(), 0), std::vector<double>(groups_.size(), 0)};
  std::vector<std::size_t> sharing;
  std::copy_if(left_.begin(), left_.end(), std::back_inserter(sharing),
               [&](std::size_t i) { return shares_seeds_[i]; });
  if (sharing.size() < 2) return spread;
  const std::vector<double> effects = seed_effects(sharing);
  const auto n = static_cast<double>(effects.size()), q = static_cast<double>(sharing.size());
  for (const std::size_t i : sharing) {
    double sum = 0;
    for (std::size_t j = 0; j < effects.size(); ++j)
      sum += squared(groups_[i].values[j] - means_[i] - effects[j]);
    spread.variances[i] = sum / (n - 1) * q / (q - 1);
  }
  spread.pooled = pooled(spread.variances, sharing);
  return spread;
}

StepDown::Spread StepDown::plain_spread() const {
  Spread spread{std::vector<double>(groups_.size(), 0), std::vector<double>(groups_.size(), 0)};
  for (const std::size_t i : left_) spread.variances[i] = squared(standard_deviation(groups_[i].values));
  spread.pooled = pooled(spread.variances, left_);
  return spread;
}

double StepDown::variance(const Spread& spread, std::size_t group) const {
  return std::max({spread.variances[group], spread.pooled[group], squared(options_.resolution) / 12});
}

double StepDown::error_squared(const Spread& shared, const Spread& plain, std::size_t group) const {
  const SeedValues &best = groups_[result_.best], &other = groups_[group];
  const auto n = static_cast<double>(other.values.size());
  if (!shares_seeds_[group])
    return variance(plain, result_.best) / static_cast<double>(best.values.size()) +
           variance(plain, group) / n;
  const double of_differences =
      variance_of_differences(other.values, best.values, means_[group] - means_[result_.best]);
  return std::max(of_differences, variance(shared, result_.best) + variance(shared, group)) / n;
}

void StepDown::mark(std::size_t group, double error, double critical) {
  TieRow& row = result_.rows[group];
  row.error = error;
  row.n = std::min(groups_[group].values.size(), groups_[result_.best].values.size());
  if (squared(error) * static_cast<double>(row.n) <= rounding_) {
    row.mark = TieMark::no_spread;
    return;
  }
  row.low = row.gap - critical * error;
  row.high = row.gap + critical * error;
  if (options_.share) clamp_to_shares(row.low, row.high);
  const bool maximize = options_.direction == train::Direction::maximize;
  row.mark = (maximize ? row.high < 0 : row.low > 0) ? TieMark::behind : TieMark::tied;
}

/// One round; says whether groups have left.
bool StepDown::step() {
  const Spread shared = spread_over_shared_seeds();
  const Spread plain = result_.same_seeds ? Spread{} : plain_spread();
  std::vector<double> critical;  // by n
  for (const std::size_t i : left_) {
    if (i == result_.best) continue;
    const std::size_t n = std::min(groups_[i].values.size(), groups_[result_.best].values.size());
    if (critical.size() <= n) critical.resize(n + 1, 0);
    if (critical[n] == 0) critical[n] = critical_of(left_.size(), n);
    mark(i, std::sqrt(error_squared(shared, plain, i)), critical[n]);
  }
  const auto is_behind = [&](std::size_t i) { return result_.rows[i].mark == TieMark::behind; };
  return std::erase_if(left_, is_behind) > 0;
}

void StepDown::compare_two() {
  const std::size_t other = left_.front() == result_.best ? left_.back() : left_.front();
  const Values a = groups_[other].values, b = groups_[result_.best].values;
  const double rounding = options_.resolution / std::sqrt(12.0);
  const MeanEstimate estimate = shares_seeds_[other]
                                    ? paired_estimate(differences(a, b), rounding * std::sqrt(2.0))
                                    : welch_estimate(a, b, rounding);
  mark(other, estimate.error, t_quantile(0.975, estimate.degrees_of_freedom));
  result_.remaining = result_.rows[other].mark == TieMark::behind ? 1 : 2;
}

TieTest StepDown::run() {
  if (left_.size() == 2) {
    compare_two();
    return result_;
  }
  while (left_.size() > 1 && step()) {
  }
  result_.remaining = left_.size();
  return result_;
}

TieTest StepDown::one_round() {
  step();
  return result_;
}

}  // namespace

const char* to_text(TieMark mark) {
  constexpr const char* words[] = {"not compared", "best", "tied", "behind", "no spread"};
  return words[static_cast<std::size_t>(mark)];
}

TieTest tie_test(const std::vector<SeedValues>& groups, const TieOptions& options) {
  return StepDown(groups, options).run();
}

TieTest tie_test_of_one_round(const std::vector<SeedValues>& groups, const TieOptions& options) {
  return StepDown(groups, options).one_round();
}

std::optional<std::size_t> seeds_to_separate(const TieRow& row, std::size_t compared, std::size_t remaining) {
  if (row.mark != TieMark::tied || row.gap == 0) return std::nullopt;
  const double effect = std::fabs(row.gap) / (row.error * std::sqrt(static_cast<double>(row.n)));
  if (compared == 2) {
    const auto seeds = seeds_to_decide(effect);
    return seeds ? std::optional(std::max(*seeds, row.n + 1)) : std::nullopt;
  }
  std::size_t low = row.n, high = Power{}.most;  // low is too few
  const auto enough = [&](std::size_t n) {
    return effect * std::sqrt(static_cast<double>(n)) >= critical_of(remaining, n) + normal_80;
  };
  if (!enough(high)) return std::nullopt;
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace tryall::statistics
