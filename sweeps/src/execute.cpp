#include "tryall/sweeps/execute.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <atomic>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <unordered_map>

#include "writer.hpp"

namespace tryall::sweeps {
namespace {

using Clock = std::chrono::steady_clock;

std::string now_text() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

/// What the workers share. Each takes the next run of the list until there are none, the sweep is stopped or
/// the store cannot be written.
class Crew {
 public:
  Crew(const Plan& plan, const Execution& execution, std::vector<std::size_t> list, Standings& standings,
       Writer& writer)
      : plan_(plan), execution_(execution), list_(std::move(list)), standings_(standings), writer_(writer) {
    for (const std::size_t run : list_) epochs_to_do_ += epochs(run);
  }

  /// A worker's life.
  void work() {
    for (;;) {
      std::size_t run = 0;
      {
        const std::lock_guard lock(mutex_);
        if (next_ == list_.size() || execution_.stop.stop_requested() || stop_.stop_requested()) break;
        run = list_[next_++];
      }
      train(run);
    }
    const std::lock_guard lock(mutex_);
    ++workers_done_;
    changed_.notify_all();
  }

  /// Shows progress until all workers are done.
  void follow(int workers, Progress progress) {
    std::unique_lock lock(mutex_);
    for (bool over = false; !over;) {
      over = changed_.wait_for(lock, execution_.tick, [&] { return workers_done_ == workers; });
      if (execution_.stop.stop_requested()) stop_.request_stop();
      progress.done = done_;
      progress.share_done =
          epochs_to_do_ > 0 ? static_cast<double>(epochs_done_) / static_cast<double>(epochs_to_do_) : 1.0;
      progress.elapsed_seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
      standings_.fill(progress);
      lock.unlock();
      if (writer_.failed()) stop_.request_stop();
      if (execution_.show) execution_.show(progress);
      lock.lock();
    }
  }

  std::size_t failed() const { return failed_; }

 private:
  std::int64_t epochs(std::size_t run) const { return plan_.groups[plan_.runs[run].group].config.epochs; }

  void train(std::size_t index) {
    const PlannedRun& run = plan_.runs[index];
    const PlannedGroup& group = plan_.groups[run.group];
    RunRecord record{run.key, &group.record, run.seed, {}, {}};
    std::int64_t counted = 0;
    train::Hooks hooks{stop_.get_token(), [&](std::int64_t epochs_done, const train::RunResult&) {
                         const std::lock_guard lock(mutex_);
                         epochs_done_ += epochs_done - counted;
                         counted = epochs_done;
                       }};
    try {
      record.result = execution_.trainer.run(group.config, run.seed, hooks);
    } catch (const std::exception& error) {
      record.result.outcome = train::Outcome::failed;
      record.result.message = error.what();
    } catch (...) {
      record.result.outcome = train::Outcome::failed;
      record.result.message = "something was thrown that is no exception";
    }
    if (record.result.outcome == train::Outcome::cancelled) return;
    record.finished_at = now_text();
    const train::Outcome outcome = record.result.outcome;
    const double objective =
        record.result.final_values[train::index_of(train::find_metric(plan_.sweep.objective.metric))];
    if (!writer_.push(std::move(record))) return;
    const std::lock_guard lock(mutex_);
    ++done_;
    if (outcome == train::Outcome::failed) ++failed_;
    epochs_done_ += epochs(index) - counted;
    standings_.add(run.group, outcome, objective);
  }

  const Plan& plan_;
  const Execution& execution_;
  const std::vector<std::size_t> list_;
  Standings& standings_;
  Writer& writer_;
  const Clock::time_point begin_ = Clock::now();
  std::stop_source stop_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0, done_ = 0, failed_ = 0;
  std::int64_t epochs_done_ = 0, epochs_to_do_ = 0;
  int workers_done_ = 0;
};

/// Everything the calling thread did before it hands work to oneTBB is done for the workers. oneTBB sees to
/// that itself, but it is not instrumented; this pair lets the thread sanitizer see it, too.
std::atomic<unsigned> handed_over{0};

/// Runs the crew on `jobs` threads of oneTBB while the calling thread shows progress.
void run_crew(Crew& crew, int jobs, const Progress& progress) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(jobs) + 1);
  tbb::task_arena arena(jobs, 0);
  tbb::task_group group;
  std::vector<tbb::task_handle> tasks;
  for (int i = 0; i < jobs; ++i)
    tasks.push_back(group.defer([&crew] {
      (void)handed_over.load(std::memory_order_acquire);
      crew.work();
    }));
  handed_over.fetch_add(1, std::memory_order_release);
  for (tbb::task_handle& task : tasks) arena.enqueue(std::move(task));
  crew.follow(jobs, progress);
  group.wait();
}

SweepRecord sweep_record(const Plan& plan) {
  return {plan.sweep.name, plan.spec(), plan.sweep.objective.metric,
          plan.sweep.objective.direction == train::Direction::maximize, now_text()};
}

}  // namespace

Summary execute(const Plan& plan, const Execution& execution) {
  const auto begin = Clock::now();
  const std::string& metric = plan.sweep.objective.metric;
  const std::int64_t sweep = execution.store.begin_sweep(sweep_record(plan), plan.run_keys());
  Standings standings(plan);
  std::unordered_map<std::string, std::size_t> group_of;
  for (const PlannedRun& run : plan.runs) group_of.emplace(run.key, run.group);
  std::unordered_set<std::string> stored;
  for (const StoredRun& run : execution.store.stored_runs(sweep, metric)) {
    const auto group = group_of.find(run.key);
    if (group == group_of.end()) continue;
    standings.add(group->second, run.outcome, run.objective);
    stored.insert(run.key);
  }

  std::vector<std::size_t> list = plan.missing(stored);
  const std::size_t to_train = list.size();
  Writer writer(execution.store);
  Crew crew(plan, execution, std::move(list), standings, writer);
  Progress progress;
  progress.total = plan.runs.size();
  progress.cached = stored.size();
  if (to_train > 0)
    run_crew(crew, std::max(1, std::min(execution.jobs, static_cast<int>(to_train))), progress);
  writer.finish();

  Summary summary;
  summary.trained = writer.written();
  summary.failed = crew.failed();
  summary.diverged = standings.diverged();
  summary.stored = stored.size() + summary.trained;
  summary.interrupted = summary.trained < to_train;
  summary.wall_seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return summary;
}

}  // namespace tryall::sweeps
