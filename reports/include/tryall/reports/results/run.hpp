#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/experiment/run_result.hpp"

namespace tryall::reports {

/// A run as a store holds it, without its curves.
struct Run {
  std::string key;
  std::uint64_t seed = 0;
  Outcome outcome = Outcome::completed;
  std::vector<double> values = {};  ///< By the store's metrics; NaN where missing.
  double wall_seconds = 0;
  double cpu_seconds = std::numeric_limits<double>::quiet_NaN();  ///< Of the training's thread; NaN as below.
  double flops = std::numeric_limits<double>::quiet_NaN();        ///< NaN in runs of older programs.
  std::int64_t epochs_done = 0, steps_done = 0;
  std::string message = {}, finished_at = {};
  std::int64_t environment_id = 0;

  bool completed() const { return outcome == Outcome::completed; }
  /// The metric's value of a run that completed, by its place; NaN of any other.
  double result(std::size_t metric) const {
    return completed() ? values[metric] : std::numeric_limits<double>::quiet_NaN();
  }
};

/// A group with its runs in the order of seeds.
struct Group {
  std::string key;
  Config config;
  std::vector<Run> runs = {};
  std::string config_text = {};  ///< As it is stored.
  std::int64_t dataset_id = 0;
  int numerics_version = 0;
};

/// A sweep of a store.
struct SweepRow {
  std::int64_t id = 0;
  std::string name;
  std::string label = {};  ///< Its name; NAME#2 where several sweeps have it, numbered as they first ran.
  std::string metric = {};
  Direction direction = Direction::maximize;
  std::string started_at = {};  ///< Last, in UTC.
  std::int64_t runs = 0;
  std::int64_t stored = 0;
  std::string description = {};  ///< Its author's, or empty.
};

/// How the groups that stand for a large sweep are chosen.
struct SampleQuery {
  std::string metric;
  Direction direction = Direction::maximize;
  std::size_t best = 0;  ///< So many of the best groups that can be compared are among them,
  std::size_t runs = 0;  ///< and so many others, drawn at random, that all have about as many runs.
};

/// The runs of two sweeps, stored or not yet.
struct SweepOverlap {
  std::int64_t a = 0, b = 0, both = 0;
};

/// Which runs a question is about.
struct Selection {
  std::optional<std::int64_t> sweep = {};  ///< Those of this sweep.
  std::string where = {};                  ///< A SQL condition on the columns of v_runs.
  /// All runs of the groups of which a run meets `where`: a condition on results would leave the good runs
  /// alone.
  bool whole_groups = false;
  /// Values are the curves' at this epoch, from 1, not the ends'.
  std::optional<std::int64_t> at_epoch = {};
};

/// The same, with whole groups where the condition names what came out of runs: one of the metrics,
/// `outcome`, ...
Selection of_groups(Selection selection, const std::vector<Metric>& metrics);

/// Whether the selection is all runs at their ends.
inline bool is_everything(const Selection& selection) {
  return !selection.sweep && !selection.at_epoch && selection.where.empty();
}

/// What messages call the selection.
std::string name_of(const Selection& selection);

}  // namespace tryall::reports
