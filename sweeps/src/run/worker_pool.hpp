#pragma once

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "run/store_writer.hpp"
#include "run/task_queue.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/work_clock.hpp"

namespace tryall::sweeps {

/// Stored checkpoints by key, each key's by the updates done.
using Checkpoints = std::unordered_map<std::string, std::map<std::int64_t, CheckpointFacts>>;

/// What a worker is doing.
struct WorkerState {
  std::optional<std::size_t> run = {};  ///< The longest of the branch; nothing between two tasks.
  std::int64_t epochs_done = 0;
  WorkClock::time_point begin = {};
  std::stop_source stop = std::stop_source(std::nostopstate);
  bool out_of_time = false;
};

/// The workers and what they share: each takes a task from the queue until there are none, the sweep is
/// stopped or the store cannot be written.
class WorkerPool {
 public:
  using Clock = WorkClock;

  struct Params {
    const Plan& plan;
    const ExecuteOptions& options;
    TaskQueue& queue;
    LeaderTracker& leaders;
    StoreWriter& writer;
    double work;  ///< The cost of what the queue holds.
  };
  explicit WorkerPool(const Params& params);

  /// A worker's life; `worker` counts from 0.
  void work(std::size_t worker);

  /// Shows progress until all workers are done, and passes on requests to stop. Rethrows what ended a worker.
  void follow(SweepProgress progress, std::int64_t session);
  /// Ends the workers soon.
  void abandon();

  // For the runners of tasks:

  const Plan& plan() const { return plan_; }
  const ExecuteOptions& options() const { return options_; }
  StoreWriter& writer() { return writer_; }
  const Checkpoints& checkpoints() const { return checkpoints_; }
  /// A group of the plan, made whole.
  struct MadeGroup {
    Config config;
    GroupRecord record;
  };
  /// The run's group. The last few thousand are kept, as their other seeds follow.
  std::shared_ptr<const MadeGroup> group_of(std::size_t run);
  std::int64_t epochs(std::size_t run) const { return plan_.groups.epochs(plan_.runs[run].group); }

  /// Begins with a run; the token ends it.
  std::stop_token begin(WorkerState& worker_state, std::size_t run);
  struct EpochAdvance {
    std::int64_t epochs_done = 0;                  ///< Of the run.
    std::int64_t epochs_more = 0, steps_more = 0;  ///< Since the last time.
  };
  void note_epoch(WorkerState& worker_state, const EpochAdvance& advance);
  /// Whether the time that a run may take was over.
  bool out_of_time(const WorkerState& worker_state);
  /// Hands over the result of a run. False when writing has failed.
  bool hand_over(std::size_t run, RunResult result);
  /// What is left of a branch, of which so many epochs were counted, is done.
  void count_rest(const Branch& branch, std::int64_t counted);

  std::size_t failed() const { return failed_; }
  std::size_t timed_out() const { return timed_out_; }
  std::size_t elsewhere() const { return elsewhere_; }
  bool out_of_budget() const { return out_of_budget_; }

 private:
  void take_tasks(std::size_t worker);
  /// What a tick does; with the lock held.
  void enforce_limits();
  void stop_all();
  void add_stored_elsewhere();
  void fill(SweepProgress& progress);
  double cost(std::size_t run, std::int64_t epochs) const;

  const Plan& plan_;
  const ExecuteOptions& options_;
  TaskQueue& queue_;
  LeaderTracker& leaders_;
  StoreWriter& writer_;
  Checkpoints checkpoints_;  // before any worker begins
  const std::size_t metric_;
  const Clock::time_point begin_ = Clock::now();
  std::mutex mutex_;
  std::mutex made_mutex_;
  std::unordered_map<std::size_t, std::shared_ptr<const MadeGroup>> made_;
  std::condition_variable changed_;
  std::vector<WorkerState> workers_;
  std::size_t workers_done_ = 0, done_ = 0, failed_ = 0, timed_out_ = 0, elsewhere_ = 0;
  std::int64_t steps_done_ = 0;
  double work_done_ = 0, work_to_do_ = 0;
  bool stopping_ = false, out_of_budget_ = false;
  std::exception_ptr error_;
};

}  // namespace tryall::sweeps
