#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <span>

#include "tryall/sweeps/plan/tasks.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/work_clock.hpp"

namespace tryall::sweeps {

/// The tasks that are left, handed to the workers of this process. Runs are claimed in the store before they
/// are begun, some at a time, so that processes that execute the same sweep share its runs; what others are
/// at is looked at again until it is stored, or can be had because they died.
class TaskQueue {
 public:
  /// What is to be trained: tasks, and runs that are tasks by themselves, which are many.
  struct Work {
    std::vector<TrainingTask> tasks = {};
    std::vector<std::size_t> runs = {};

    std::size_t size() const { return tasks.size() + runs.size(); }
  };
  TaskQueue(const Plan& plan, const ExecuteOptions& options, std::int64_t session, Work work);

  /// The next task. Waits while what is left does not fit into the memory or is trained elsewhere. Nothing
  /// once all is done or `end` was called.
  std::optional<TrainingTask> take();
  /// The task is no longer being trained.
  void release(const TrainingTask& task);
  /// Nothing more is handed out.
  void end();
  /// Runs that others turned out to have stored, since this was last asked.
  std::vector<std::size_t> stored_elsewhere();

 private:
  using Clock = WorkClock;

  void refill();
  std::size_t pending() const { return pending_.size() - next_; }
  std::vector<TrainingTask> next_batch();
  /// `claims` are those of the runs in the order of their branches.
  void distribute(TrainingTask task, std::span<const Claim> claims);
  bool fits_in_memory(const TrainingTask& task) const;
  double bytes(const TrainingTask& task) const;

  const Plan& plan_;
  const ExecuteOptions& options_;
  const std::int64_t session_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Work pending_;                         // nobody was asked about them yet,
  std::size_t next_ = 0;                 // from here on
  std::deque<TrainingTask> ready_;       // claimed
  std::vector<TrainingTask> elsewhere_;  // others were at them
  std::vector<std::size_t> stored_;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point next_look_ = begin_;
  std::size_t taken_ = 0, running_ = 0;
  double running_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace tryall::sweeps
