#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/reports/report/report_axis.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {

struct ReportOptions;

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

using Facts = std::vector<std::pair<std::string, std::string>>;  ///< Label and value.

/// All that a report says is made of this: one state of a sweep in the store.
struct SweepData {
  SweepRow sweep;  ///< With its runs counted.
  std::shared_ptr<const Vocabulary> vocabulary = {};
  const Metric* objective = nullptr;
  std::size_t objective_place = 0;  ///< Among the vocabulary's metrics.
  /// Where the sweep is large: of the groups that stand for it here, all of `groups`.
  std::optional<GroupSample> sample = {};
  std::vector<Group> groups = {};           ///< By key.
  std::size_t run_count = 0;                ///< Runs are numbered group by group, in the order of seeds.
  std::vector<std::size_t> first_run = {};  ///< By group, the number of its first run.
  std::vector<std::string> messages = {};
  std::vector<std::optional<std::size_t>> message_of = {};  ///< By run, an index into `messages`.
  std::vector<Facts> environments = {};
  std::vector<std::size_t> environment_of = {};  ///< By run, an index into `environments`.
  std::vector<std::string> datasets = {};        ///< "digits, 1,797 samples".
  std::vector<ReportAxis> axes = {};             ///< On which the groups differ; the model where they do not.
  std::optional<std::size_t> arms = {};  ///< The axis whose values have a colour, an index into `axes`.
  Leaderboard board = {};                ///< Of all groups, by the objective.
  std::vector<GroupScore> scores = {};   ///< By group, of the objective.
  std::vector<std::size_t> order = {};   ///< Groups, best first; divergence is the worst value.
  /// By group: it learns from the best's data by the best's loss. Only these are averaged or weighed
  /// together.
  std::vector<bool> comparable = {};
  std::vector<std::size_t> comparable_axes = {};    ///< Of `varying()`, those on which these differ.
  std::optional<std::size_t> comparable_arms = {};  ///< `arms`, where these have several.

  const std::vector<Metric>& metrics() const { return vocabulary->metrics; }
  /// Calls with each run's number, its group and the run.
  template <class Visit>
  void for_each_run(Visit&& visit) const {
    std::size_t number = 0;
    for (std::size_t group = 0; group < groups.size(); ++group)
      for (const Run& run : groups[group].runs) visit(number++, group, run);
  }
  /// The run of this number, which is one of the group's.
  const Run& run_of(std::size_t group, std::size_t number) const {
    return groups[group].runs[number - first_run[group]];
  }
  bool maximize() const { return sweep.direction == Direction::maximize; }
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
  std::vector<std::string> axis_names() const;
  /// The group's level on the axis of arms.
  std::optional<std::size_t> arm_of(std::size_t group) const;
  std::size_t most_seeds() const;
  std::size_t comparable_groups() const;
  /// Of the sweep, also those that a sample left out.
  std::size_t groups_in_all() const;
};

/// Reads a sweep's runs and works out what all sections share. The caller holds the snapshot.
SweepData read_sweep_data(const StoreReader& store, const SweepRow& sweep, const ReportOptions& options);

}  // namespace tryall::reports
