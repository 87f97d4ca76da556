#pragma once

#include "run/worker_pool.hpp"

namespace tryall::sweeps {

/// Runs one task: its branches one after the other, each from where it can go on.
class TaskRunner {
 public:
  TaskRunner(WorkerPool& pool, const TrainingTask& task, WorkerState& worker_state)
      : pool_(pool), task_(task), worker_state_(worker_state) {}

  void run();

 private:
  using Clock = WorkerPool::Clock;

  /// The state of the branch that is being trained.
  struct BranchRun {
    std::size_t branch = 0;
    std::size_t reported = 0;         // results that were handed over
    std::int64_t epochs_counted = 0;  // epochs that progress knows of
    std::int64_t steps_counted = 0;
    std::int64_t epochs_done = 0;
    std::string checkpoint_key = {};  // worked out when it is first needed
    Clock::time_point begin = Clock::now();
    Clock::time_point last_checkpoint = begin;
    bool between_epochs = false;  // no update since the end of an epoch
    bool at_fork = false;         // the checkpoint asked for is where another branch grows out
    bool due = false;             // the last checkpoint asked for was due by the clock
    bool left_checkpoint = false;
    bool too_large = false;  // its state cannot be kept
  };

  const Branch& branch(const BranchRun& branch_run) const { return task_.branches[branch_run.branch]; }
  std::size_t longest(const BranchRun& branch_run) const { return branch(branch_run).runs.back(); }
  /// False when the task is to be left.
  bool train(BranchRun& branch_run);
  RunResult result_of(BranchRun& branch_run, bool& resumed);
  Hooks hooks_for(BranchRun& branch_run);
  void keep(BranchRun& branch_run, Checkpoint checkpoint);
  bool report_next(BranchRun& branch_run, const RunResult& result);
  const std::string& key_of(BranchRun& branch_run) const;
  std::optional<Checkpoint> starting_point(BranchRun& branch_run);
  std::optional<Checkpoint> stored_starting_point(BranchRun& branch_run);
  /// Whether another branch grows out of this one after so many epochs.
  bool is_fork(std::size_t branch, std::int64_t epochs) const;

  WorkerPool& pool_;
  const TrainingTask& task_;
  WorkerState& worker_state_;
  std::map<std::pair<std::size_t, std::int64_t>, Checkpoint> forks_;  // by branch and epochs
};

}  // namespace tryall::sweeps
