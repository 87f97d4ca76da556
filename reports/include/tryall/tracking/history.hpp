#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tryall/reports/results/store_reader.hpp"
#include "tryall/statistics/change_points.hpp"
#include "tryall/statistics/quality.hpp"
#include "tryall/tracking/accepted.hpp"
#include "tryall/tracking/check.hpp"

namespace tryall::tracking {

/// What a seed's run counts as.
struct JudgedValue {
  double value = 0;
  bool diverged = false;  ///< It counts as the worst value, as in a check.
};

/// A group's metric at one commit, or on one day.
struct HistoryPoint {
  std::string when;        ///< The commit, the day, or the store's file where the program had no commit.
  std::string first_date;  ///< Of its first run.
  std::size_t n = 0, diverged = 0;
  std::size_t measured = 0;  ///< Completed runs: those with a value.
  double mean = statistics::no_value, deviation = statistics::no_value;  ///< Of completed runs.
  sweeps::IntervalEnds interval = {};                                    ///< Of the mean, 95 %.
  int numerics_version = 0;                                              ///< The newest of its runs.
  std::map<std::uint64_t, JudgedValue> judged = {};                      ///< By seed.
};

/// What is known of a change.
enum class ChangeVerdict { worse, better, same, same_or_better, insufficient, not_compared };

/// A point at which a series may have another level than before.
struct Change {
  std::size_t point = 0;  ///< Index into the series' points: the first of the new level.
  ChangeVerdict verdict = ChangeVerdict::not_compared;
  /// The stretches before and after it, up to the changes beside it, over the seeds that both have.
  std::size_t seeds = 0, runs_before = 0, runs_after = 0, diverged_before = 0, diverged_after = 0;
  double mean_before = statistics::no_value, mean_after = statistics::no_value;
  statistics::QualityChange quality = {};
  std::string note = {};                     ///< What decides it, or is missing; may be empty.
  std::optional<std::string> accepted = {};  ///< Why, where it is known and accepted; may be empty.

  bool is_worse() const { return verdict == ChangeVerdict::worse; }
  bool is_decided() const {
    return verdict != ChangeVerdict::insufficient && verdict != ChangeVerdict::not_compared;
  }
};

/// "worse", "better", "same", "same or better", "insufficient data", "not compared"
std::string verdict_text(const Change& change);

/// A group's metric over time.
struct HistorySeries {
  std::string group;  ///< The canonical config with the dataset's hash.
  std::string label;
  std::vector<HistoryPoint> points;
  std::vector<Change> changes = {};  ///< In the order of points.
};

/// A point of any of the series.
struct HistoryPlace {
  std::string when, first_date;
};

/// The metric of all groups.
struct History {
  std::vector<HistoryPlace> order;  ///< All points, oldest first.
  std::vector<HistorySeries> series;
  Metric metric = {};           ///< What the values are of.
  std::string order_note = {};  ///< How the points are ordered, where that is not the order of commits.

  /// 0; 1 where a change is for the worse, 3 where one cannot be told or compared. Accepted changes do not
  /// count.
  int status() const;
};

/// The commits that a repository has of these, each after those that it was made from.
using CommitOrder = std::function<std::vector<std::string>(const std::vector<std::string>& commits)>;

enum class PointOrder { commits, time, stores };

/// By what changes are found and judged.
struct ChangeRules {
  statistics::ChangePointOptions points = {};
  std::optional<Direction> direction = {};  ///< By default the metric's.
  CheckOptions judge = {};                  ///< Alpha and margins.
};

struct HistoryQuestion {
  std::vector<std::filesystem::path> stores;
  std::string metric;
  std::string where = {};  ///< A SQL condition on the columns of v_runs.
  std::string sweep = {};  ///< Only the runs of the sweep of this name, in every store.
  bool by_date = false;
  PointOrder order = PointOrder::commits;
  CommitOrder repository = {};        ///< Empty where none is at hand.
  std::set<std::string> groups = {};  ///< Only these, as HistorySeries::group; none: all.
  ChangeRules rules = {};
  double sql_seconds = 0;  ///< That a store may take over the condition; 0: as long as it takes.
};

/// The metric of each group over the commits (or days) in which the stores' runs were made; numerics versions
/// do not part groups, and a result that several stores hold is counted once. What a program without a
/// commit, or with changes that were not committed, left in a store is a point of its own. Commits stand in
/// the order of the repository; those it does not have, where they ran among the others. Where it has none of
/// them, commits stand by time, and points with other names as their stores are named. Throws Error as the
/// stores and the condition do.
History history(const HistoryQuestion& question);
/// The same, of an open store and those of the question.
History history(const reports::StoreReader& store, const HistoryQuestion& question);

/// Finds the changes of all series and judges them as a check does: E-divisive says where the level over
/// commits changes, once the seeds' own levels are taken out; then the stretches on both sides are held
/// against each other, paired by the seeds that both have, with Holm's correction over the series that change
/// at the same point. More seeds that diverge are worse as well. At the ends, where a stretch would be a
/// single point, a change is looked for as well, and the newest point is held against the one before it.
/// Points without a seed in common with those before, and other data under the same config, are not compared.
void judge_changes(std::vector<HistorySeries>& all, const Metric& metric, const ChangeRules& rules);

/// Marks the changes of the series that are accepted for that metric.
void mark_accepted(HistorySeries& series, const std::string& metric,
                   const std::vector<Annotation>& annotations);

}  // namespace tryall::tracking
