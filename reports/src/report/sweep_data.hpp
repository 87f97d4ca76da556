#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report_axis.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {

/// A run as a report needs it.
struct ReportRun {
  std::string key;
  std::size_t group = 0;
  std::uint64_t seed = 0;
  train::Outcome outcome = train::Outcome::completed;
  std::optional<std::size_t> message = {};
  std::size_t environment = 0;
  std::int64_t epochs_done = 0, steps_done = 0;
  double wall_seconds = 0;
  std::string finished_at;
  std::optional<double> flops = {};                      ///< Not of runs of older programs.
  std::array<double, train::metric_count> metrics = {};  ///< NaN where missing, or it did not complete.
};

/// A group: its runs stand one after the other, in the order of seeds.
struct ReportGroup {
  std::string key, config;  ///< The canonical config as text.
  std::size_t first = 0, count = 0;
};

/// A metric of a group over its seeds.
struct GroupScore {
  std::vector<double> values;  ///< Of the runs that have one, in the order of seeds.
  std::size_t failed = 0;      ///< The other runs.
  double mean = statistics::no_value;
  statistics::Interval interval = {};  ///< Student's, of the mean.

  bool has_value() const { return !values.empty(); }
  /// All its runs have a value.
  bool whole() const { return failed == 0 && has_value(); }
};

using Facts = std::vector<std::pair<std::string, std::string>>;

/// All that a report says is made of this: one state of a sweep in the store.
struct SweepData {
  SweepRow sweep;
  const train::Metric* objective = nullptr;
  std::vector<ReportGroup> groups = {};  ///< By key.
  std::vector<ReportRun> runs = {};
  std::vector<std::string> messages = {};
  std::vector<Facts> environments = {};
  std::vector<std::string> datasets = {};    ///< "digits, 1,797 samples".
  std::vector<ReportAxis> axes = {};         ///< On which the groups differ; the model where they do not.
  std::vector<std::string> axis_names = {};  ///< Of those, as axes of a config.
  std::optional<std::size_t> arms = {};      ///< The axis whose values have a colour, an index into `axes`.
  std::vector<GroupScore> scores = {};       ///< By group, of the objective.
  std::vector<std::size_t> order = {};       ///< Groups, best first; divergence is the worst value.

  bool maximize() const { return sweep.direction == train::Direction::maximize; }
  /// Whether value a is better than b.
  bool better(double a, double b) const { return maximize() ? a > b : a < b; }
  /// As `score` but of any metric.
  GroupScore score(std::size_t group, std::size_t metric) const;
  /// Whether two groups have the same seeds, so that their runs can be paired.
  bool same_seeds(std::size_t a, std::size_t b) const;
  /// The group's values by seed, failed runs as the worst there is.
  std::vector<double> values_or_worst(std::size_t group) const;
  /// The axes with more than one level, as indices.
  std::vector<std::size_t> varying() const;
  const ReportAxis* find_axis(std::string_view name) const;
  /// The group's level on the axis of arms.
  std::optional<std::size_t> arm_of(std::size_t group) const;
  std::size_t most_seeds() const;
};

/// Reads a sweep's runs and works out what all sections share. The caller holds the transaction.
SweepData read_sweep_data(SQLite::Database& database, const SweepRow& sweep);

}  // namespace tryall::reports
