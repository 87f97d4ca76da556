#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// The ends of an interval; NaN where there is none.
struct IntervalEnds {
  double low = std::numeric_limits<double>::quiet_NaN(), high = low;

  bool given() const { return low == low; }
};

/// Mean and standard deviation (n - 1 below) of the values seen; Welford's method.
class RunningStatistics {
 public:
  /// Count, mean and the sum of squared deviations.
  using State = std::tuple<std::size_t, double, double>;

  RunningStatistics() = default;
  explicit RunningStatistics(const State& state);
  State state() const { return {count_, mean_, squares_}; }

  void add(double value);
  std::size_t count() const { return count_; }
  double mean() const { return mean_; }
  double deviation() const;
  /// The 95 % interval of the mean; none below three values or where they are all the same. Student's
  /// mean -+ t sd / sqrt n; of a share Wilson's score interval (1927) with t and the spread seen,
  /// w = t^2 sd^2 / (n m (1 - m)), (m + w/2 -+ sqrt(t^2 sd^2 / n + w^2 / 4)) / (1 + w), which lies within [0,
  /// 1].
  IntervalEnds interval(bool share) const;

 private:
  std::size_t count_ = 0;
  double mean_ = 0, squares_ = 0;
};

/// What a worker is at; without a label, nothing.
struct WorkerProgress {
  std::string label = {};  ///< Of the group.
  std::uint64_t seed = 0;
  std::int64_t epochs_done = 0;
  std::int64_t epochs = 0;
};

/// How far a sweep is.
struct SweepProgress {
  std::size_t total = 0;                  ///< Runs of the sweep.
  std::size_t cached = 0;                 ///< Of those, stored before.
  std::size_t before = 0;                 ///< Trained now, in the search's earlier rounds.
  std::size_t done = 0;                   ///< Trained now.
  std::size_t elsewhere = 0;              ///< Stored meanwhile by other processes.
  std::size_t diverged = 0;               ///< Of all that are stored.
  std::size_t failed = 0, timed_out = 0;  ///< Of those trained now.
  std::int64_t steps = 0;                 ///< Updates made now.
  double elapsed_seconds = 0;
  double share_done = 0;  ///< Of the work there was to do now, in epochs.
  std::string best;       ///< Label of the best group so far, or empty.
  RunningStatistics best_objective;
  Metric metric;  ///< The objective.
  std::vector<WorkerProgress> workers = {};
};

/// Follows which group leads: by its mean over the seeds seen so far, among those that miss at most one of
/// the seeds that the furthest group has seen (or the first to get another seed would lead for that alone). A
/// group with a diverged seed does not lead.
class LeaderTracker {
 public:
  LeaderTracker(const Plan& plan) : plan_(plan), groups_(plan.groups.size()) {}

  void add(std::size_t group, Outcome outcome, double objective);
  std::size_t diverged() const { return diverged_; }
  /// Fills in the leader.
  void fill(SweepProgress& progress) const;

 private:
  struct GroupObjective {
    RunningStatistics objective;
    bool spoiled = false;
  };
  const Plan& plan_;
  std::vector<GroupObjective> groups_;
  std::size_t diverged_ = 0;
};

/// "0:51", "1:02:03".
std::string clock_text(double seconds);

/// Rounded to six significant digits, halves to even: as reports write numbers, and what all shorter texts of
/// a number are made from, so that they round alike wherever they are made.
double six_digits(double value);

/// "97.81 %" for a share, "0.0731" otherwise.
std::string value_text(const Metric& metric, double value);

/// The mean with the ends of its interval, where it has one: "97.81 % [97.50, 98.06]", "0.0731 [0.0721,
/// 0.0741]".
std::string interval_text(const Metric& metric, const RunningStatistics& value);

/// The line with bar, rates, time left and divergences, the line with the best so far, and a line for each
/// worker (without line ends).
std::vector<std::string> progress_lines(const SweepProgress& progress);

/// All on one line, for a log.
std::string progress_log_line(const SweepProgress& progress);

}  // namespace tryall::sweeps
