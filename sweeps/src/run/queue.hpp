#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <span>

#include "tryall/sweeps/plan/tasks.hpp"
#include "tryall/sweeps/run/execute.hpp"

namespace tryall::sweeps {

/// Hands tasks to the workers of this process. Runs are claimed in the store before they are begun, some at a
/// time, so that processes that carry out the same sweep share its runs; what others are at is looked at
/// again until it is stored, or can be had because they died.
class Queue {
 public:
  Queue(const Plan& plan, const Execution& execution, std::int64_t session, std::vector<Task> tasks);

  /// The next task. Waits while what is left does not fit into the memory or is under way elsewhere. Nothing
  /// once all is done or `end` was called.
  std::optional<Task> take();
  /// The task is no longer under way.
  void put_down(const Task& task);
  /// Nothing more is handed out.
  void end();
  /// Runs that others turned out to have stored, since this was last asked.
  std::vector<std::size_t> stored_elsewhere();

 private:
  using Clock = std::chrono::steady_clock;

  void refill();
  std::vector<Task> next_batch();
  /// `claims` are those of the runs in the order of their branches.
  void sort_out(Task task, std::span<const Claim> claims);
  bool fits(const Task& task) const;
  double bytes(const Task& task) const;

  const Plan& plan_;
  const Execution& execution_;
  const std::int64_t session_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> pending_;     // nobody was asked about them yet
  std::deque<Task> ready_;       // claimed
  std::vector<Task> elsewhere_;  // others were at them
  std::vector<std::size_t> stored_;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point next_look_ = begin_;
  std::size_t taken_ = 0, under_way_ = 0;
  double bytes_under_way_ = 0;
  bool ended_ = false;
};

}  // namespace tryall::sweeps
