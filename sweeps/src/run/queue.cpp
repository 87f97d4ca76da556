#include "run/queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tryall::sweeps {
namespace {

/// Between two looks at what others are at.
constexpr std::chrono::milliseconds look_every{200};
/// Tasks are claimed for so long ahead; those of a process that others wait for are not many then.
constexpr double claimed_seconds = 0.25;
constexpr double most_claimed = 4096;

}  // namespace

Queue::Queue(const Plan& plan, const Execution& execution, std::int64_t session, std::vector<Task> tasks)
    : plan_(plan),
      execution_(execution),
      session_(session),
      pending_(std::make_move_iterator(tasks.begin()), std::make_move_iterator(tasks.end())) {}

std::optional<Task> Queue::take() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (ended_) return std::nullopt;
    if (ready_.empty()) refill();
    const auto next =
        std::find_if(ready_.begin(), ready_.end(), [&](const Task& task) { return fits(task); });
    if (next != ready_.end()) {
      Task task = std::move(*next);
      ready_.erase(next);
      ++taken_;
      ++under_way_;
      bytes_under_way_ += bytes(task);
      return task;
    }
    if (ready_.empty() && pending_.empty() && elsewhere_.empty()) return std::nullopt;
    if (!ready_.empty() || pending_.empty()) changed_.wait_for(lock, look_every);
  }
}

void Queue::put_down(const Task& task) {
  const std::lock_guard lock(mutex_);
  --under_way_;
  bytes_under_way_ -= bytes(task);
  changed_.notify_all();
}

void Queue::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

std::vector<std::size_t> Queue::stored_elsewhere() {
  const std::lock_guard lock(mutex_);
  return std::exchange(stored_, {});
}

std::vector<Task> Queue::next_batch() {
  if (pending_.empty()) {
    const auto now = Clock::now();
    if (now < next_look_) return {};
    next_look_ = now + look_every;
    return std::exchange(elsewhere_, {});
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  const double rate = seconds > 0 ? static_cast<double>(taken_) / seconds : 0;
  const auto wanted = static_cast<std::size_t>(1 + std::min(most_claimed, claimed_seconds * rate));
  const auto end = pending_.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, pending_.size()));
  std::vector<Task> batch(std::make_move_iterator(pending_.begin()), std::make_move_iterator(end));
  pending_.erase(pending_.begin(), end);
  return batch;
}

void Queue::refill() {
  std::vector<Task> batch = next_batch();
  if (batch.empty()) return;
  std::vector<std::string> keys;
  for (const Task& task : batch)
    for (const Branch& branch : task.branches)
      for (const std::size_t run : branch.runs) keys.push_back(plan_.runs[run].key.hex());
  const std::vector<Claim> all = execution_.store.claim(session_, keys, execution_.again);
  std::span<const Claim> claims(all);
  for (Task& task : batch) {
    const std::size_t runs = task.run_count();
    sort_out(std::move(task), claims.first(runs));
    claims = claims.subspan(runs);
  }
  changed_.notify_all();
}

void Queue::sort_out(Task task, std::span<const Claim> claims) {
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
  const bool shares = execution_.trainer.resumes();
  for (Task& part : make_tasks(plan_, ours, shares)) ready_.push_back(std::move(part));
  for (Task& part : make_tasks(plan_, theirs, shares)) elsewhere_.push_back(std::move(part));
}

double Queue::bytes(const Task& task) const {
  return execution_.costs.bytes(plan_.runs[task.branches.front().runs.back()].group);
}

bool Queue::fits(const Task& task) const {
  return under_way_ == 0 || !execution_.memory_bytes ||
         bytes_under_way_ + bytes(task) <= *execution_.memory_bytes;
}

}  // namespace tryall::sweeps
