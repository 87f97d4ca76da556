#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/results/store_reader.hpp"
#include "tryall/statistics/effect.hpp"
#include "tryall/statistics/interval.hpp"
#include "tryall/statistics/rank_test.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::reports {

/// What is held against what. A side is values of axes or settings ("optimizer=adam,init=he"), the name of a
/// sweep, or the beginning of a group's key; both are of one kind.
struct CompareQuestion {
  std::string a, b;
  std::string sweep = {};  ///< Only the runs of this sweep.
  std::string where = {};  ///< A SQL condition on the columns of v_runs.
  /// Empty: the sweep's objective, or the last sweep's; with `best_over` its counterpart on test, if
  /// measured.
  std::string metric = {};
  /// Of the groups that differ on these axes or settings alone, each side's best is taken, by its mean of the
  /// metric's counterpart on validation.
  std::vector<std::string> best_over = {};
  double margin = 0;  ///< Above 0: mean differences below it do not matter, in the metric's unit.
};

/// Two groups, one of each side, that agree on everything else, their runs paired by seed.
struct MatchedSetting {
  std::string label = {};  ///< What it has on the axes on which settings differ.
  std::string key_a = {}, key_b = {};
  std::string best_a = {}, best_b = {};                                 ///< What was picked by `best_over`.
  std::size_t seeds = 0;                                                ///< That both sides have.
  std::size_t diverged_a = 0, diverged_b = 0;                           ///< Of those; failed ones, too.
  double mean_a = statistics::no_value, mean_b = statistics::no_value;  ///< Of those that completed.
  /// A - B: the mean over pairs of which both completed; where one side diverged more often, infinite.
  double difference = statistics::no_value;
  statistics::Interval interval = {};  ///< Student's, of that mean; none where a run diverged.
  double share = 0.5;                  ///< Of the pairs that A wins; a diverged run loses to a finished one.
};

/// What a comparison's one test says.
enum class CompareVerdict {
  too_few,    ///< Units: fewer than 3 (of signed ranks 6), or nothing varies.
  undecided,  ///< The interval of the gain reaches 0.
  decided,    ///< It does not: the leading side is better.
};

/// What came out. The unit is the setting, by its mean over seeds; of one setting alone, the seed. One test
/// decides and gives p, the interval and the verdict, which agree: the paired t test over the seeds of one
/// setting; signed ranks (statistics::signed_ranks) over several settings, whose gains are not alike, and
/// where a run diverged.
struct Comparison {
  std::string a, b;  ///< What the sides are called.
  Metric metric;
  Direction direction = Direction::maximize;
  std::vector<MatchedSetting> settings;
  std::size_t wins_a = 0, wins_b = 0;  ///< Settings (of one alone: seeds); the others are ties.
  bool b_leads = false;
  CompareVerdict verdict = CompareVerdict::too_few;
  bool by_ranks = false;  ///< Signed ranks were the test.
  /// Of the leading side, in what is better: the mean over seeds, or by ranks Hodges and Lehmann's median.
  double gain = statistics::no_value;
  double low = statistics::no_value, high = statistics::no_value;  ///< Its 95 % interval.
  double p = statistics::no_value;                                 ///< Two-sided.
  double probability =
      statistics::no_value;   ///< That a run of the leading side is better: an effect, no test.
  statistics::Effect effect;  ///< Of the gains; no value where one is infinite.
  std::optional<statistics::Equivalence> same;  ///< Within the margin.
  /// Where undecided: seeds of each group, and units, that would decide with power .8, were what is seen
  /// true.
  std::optional<std::size_t> seeds_needed = {}, settings_needed = {};
  std::vector<std::string> notes;  ///< What was left out, and how it was done.

  std::size_t units() const { return settings.size() == 1 ? settings.front().seeds : settings.size(); }
  bool decided() const { return verdict == CompareVerdict::decided; }
  /// The fewest units that the test can say anything of.
  std::size_t fewest() const {
    return by_ranks ? statistics::fewest_for_signed_ranks : statistics::fewest_for_interval;
  }
};

/// Throws Error: bad_input for what is not known, not_enough_data where nothing matches.
Comparison compare(const StoreReader& store, const CompareQuestion& question);

/// "adam beats momentum by 0.43 points of test_accuracy [0.10, 0.76] (paired t test over 5 seeds, p = 0.02)."
std::string sentence(const Comparison& comparison);
/// The effect, what diverged, what would decide, and the notes: a line each.
std::vector<std::string> findings(const Comparison& comparison);
/// A row a matched setting.
Table settings_table(const Comparison& comparison, bool for_people);
/// Everything, for programs; probabilities and differences are those of A against B.
std::string comparison_json(const Comparison& comparison);

}  // namespace tryall::reports
