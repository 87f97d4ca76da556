#include "run/task_queue.hpp"

#include <algorithm>
#include <utility>

namespace tryall::sweeps {
namespace {

/// Between two looks at what others are at.
constexpr std::chrono::milliseconds look_every{200};
/// Tasks are claimed for so long ahead; those of a process that others wait for are not many then.
constexpr double claimed_seconds = 0.25;
constexpr double most_claimed = 4096;

}  // namespace

TaskQueue::TaskQueue(const Plan& plan, const ExecuteOptions& options, std::int64_t session, Work work)
    : plan_(plan), options_(options), session_(session), pending_(std::move(work)) {}

std::optional<TrainingTask> TaskQueue::take() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (ended_) return std::nullopt;
    if (ready_.empty()) refill();
    const auto next = std::find_if(ready_.begin(), ready_.end(),
                                   [&](const TrainingTask& task) { return fits_in_memory(task); });
    if (next != ready_.end()) {
      TrainingTask task = std::move(*next);
      ready_.erase(next);
      ++taken_;
      ++running_;
      running_bytes_ += bytes(task);
      return task;
    }
    if (ready_.empty() && pending() == 0 && elsewhere_.empty()) return std::nullopt;
    if (!ready_.empty() || pending() == 0) changed_.wait_for(lock, look_every);
  }
}

void TaskQueue::release(const TrainingTask& task) {
  const std::lock_guard lock(mutex_);
  --running_;
  running_bytes_ -= bytes(task);
  changed_.notify_all();
}

void TaskQueue::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

std::vector<std::size_t> TaskQueue::stored_elsewhere() {
  const std::lock_guard lock(mutex_);
  return std::exchange(stored_, {});
}

std::vector<TrainingTask> TaskQueue::next_batch() {
  if (pending() == 0) {
    const auto now = Clock::now();
    if (now < next_look_) return {};
    next_look_ = now + look_every;
    return std::exchange(elsewhere_, {});
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  const double rate = seconds > 0 ? static_cast<double>(taken_) / seconds : 0;
  const auto wanted = static_cast<std::size_t>(1 + std::min(most_claimed, claimed_seconds * rate));
  std::vector<TrainingTask> batch;
  for (const std::size_t end = next_ + std::min(wanted, pending()); next_ < end; ++next_)
    if (next_ < pending_.tasks.size())
      batch.push_back(std::move(pending_.tasks[next_]));
    else
      batch.push_back({{{{pending_.runs[next_ - pending_.tasks.size()]}}}});
  return batch;
}

void TaskQueue::refill() {
  std::vector<TrainingTask> batch = next_batch();
  if (batch.empty()) return;
  std::vector<std::string> keys;
  for (const TrainingTask& task : batch)
    for (const Branch& branch : task.branches)
      for (const std::size_t run : branch.runs) keys.push_back(plan_.runs[run].key.hex());
  const std::vector<Claim> all = options_.store.claim(session_, keys, options_.again);
  std::span<const Claim> claims(all);
  for (TrainingTask& task : batch) {
    const std::size_t runs = task.run_count();
    distribute(std::move(task), claims.first(runs));
    claims = claims.subspan(runs);
  }
  changed_.notify_all();
}

void TaskQueue::distribute(TrainingTask task, std::span<const Claim> claims) {
  if (std::all_of(claims.begin(), claims.end(), [](Claim claim) { return claim == Claim::ours; })) {
    ready_.push_back(std::move(task));
    return;
  }
  std::vector<std::size_t> ours, theirs;
  std::size_t next = 0;
  for (const Branch& branch : task.branches)
    for (const std::size_t run : branch.runs) {
      const Claim claim = claims[next++];
      (claim == Claim::ours ? ours : claim == Claim::stored ? stored_ : theirs).push_back(run);
    }
  const bool shares = options_.trainer.resumes();
  for (TrainingTask& part : make_tasks(plan_, ours, shares)) ready_.push_back(std::move(part));
  for (TrainingTask& part : make_tasks(plan_, theirs, shares)) elsewhere_.push_back(std::move(part));
}

double TaskQueue::bytes(const TrainingTask& task) const {
  return options_.costs.bytes(plan_.runs[task.branches.front().runs.back()].group);
}

bool TaskQueue::fits_in_memory(const TrainingTask& task) const {
  return running_ == 0 || !options_.memory_bytes || running_bytes_ + bytes(task) <= *options_.memory_bytes;
}

}  // namespace tryall::sweeps
