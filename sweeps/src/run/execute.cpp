#include "tryall/sweeps/run/execute.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <atomic>
#include <functional>
#include <numeric>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "run/worker_pool.hpp"
#include "search/rounds.hpp"

namespace tryall::sweeps {
namespace {

/// Everything the calling thread did before it hands work to oneTBB is done for the workers. oneTBB sees to
/// that itself, but it is not instrumented; this pair lets the thread sanitizer see it, too.
std::atomic<unsigned> handed_over{0};

/// Runs the pool on `jobs` threads of oneTBB while the calling thread shows progress.
void run_workers(WorkerPool& pool, int jobs, const SweepProgress& progress, std::int64_t session) {
  // The arena says how many work here; the limit for the whole process only must not limit it.
  constexpr int plenty = 256;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(std::max(jobs + 1, plenty)));
  const WorkClock::Beat beat;
  tbb::task_arena arena(jobs, 0);
  tbb::task_group group;
  std::vector<tbb::task_handle> tasks;
  for (std::size_t i = 0; i < static_cast<std::size_t>(jobs); ++i)
    tasks.push_back(group.defer([&pool, i] {
      (void)handed_over.load(std::memory_order_acquire);
      pool.work(i);
    }));
  handed_over.fetch_add(1, std::memory_order_release);
  for (tbb::task_handle& task : tasks) arena.enqueue(std::move(task));
  try {
    pool.follow(progress, session);
  } catch (...) {
    pool.abandon();
    group.wait();
    throw;
  }
  group.wait();
}

/// While it lives, the store knows that this process works on the sweep.
class Session {
 public:
  Session(Store& store, std::int64_t sweep, int jobs)
      : store_(store),
        id_(store.open_session({.sweep = sweep, .process = ProcessId::current(), .jobs = jobs})) {}
  ~Session() {
    try {
      store_.close_session(id_);
    } catch (...) {  // others see by themselves when the process is gone
    }
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  std::int64_t id() const { return id_; }

 private:
  Store& store_;
  std::int64_t id_;
};

SweepRecord sweep_record(const Plan& plan) {
  return {plan.sweep.name,
          plan.spec(),
          plan.sweep.objective.metric,
          plan.sweep.objective.direction == Direction::maximize,
          now_text(),
          plan.origin,
          plan.vocabulary};
}

std::vector<std::string> keys_of(const Plan& plan, std::span<const std::size_t> runs) {
  std::vector<std::string> keys;
  keys.reserve(runs.size());
  for (const std::size_t run : runs) keys.push_back(plan.runs[run].key.hex());
  return keys;
}

/// Notes these runs of the sweep, which begins with the first of them: their keys, which as text take more
/// than all else of a plan, some at a time. The sweep's id.
std::int64_t add_members(Store& store, const Plan& plan, std::span<const std::size_t> runs,
                         std::optional<std::int64_t> sweep) {
  constexpr std::size_t at_a_time = 65'536;
  do {
    const auto now = runs.first(std::min(runs.size(), at_a_time));
    if (sweep)
      store.add_members(*sweep, keys_of(plan, now));
    else
      sweep = store.begin_sweep(sweep_record(plan), keys_of(plan, now));
    runs = runs.subspan(now.size());
  } while (!runs.empty());
  return *sweep;
}

/// The longest front part of the list that the budget allows: runs are in the order in which they tell most.
std::vector<std::size_t> within(const Budget& budget, const Plan& plan, std::vector<std::size_t> list,
                                bool shares) {
  std::size_t most = std::min(list.size(), budget.runs.value_or(list.size()));
  const auto front = [&](std::size_t count) {
    return std::vector<std::size_t>(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count));
  };
  if (budget.epochs) {
    std::size_t allowed = 0;
    for (std::size_t end = most + 1; end - allowed > 1;) {
      const std::size_t middle = allowed + (end - allowed) / 2;
      (epochs_of(plan, make_tasks(plan, front(middle), shares)) <= *budget.epochs ? allowed : end) = middle;
    }
    most = allowed;
  }
  list.resize(most);
  return list;
}

/// Trains a plan round by round; a grid has one.
class SweepRunner {
 public:
  SweepRunner(const Plan& plan, const ExecuteOptions& options)
      : plan_(plan), options_(options), budget_(options.budget), rounds_(make_rounds(plan)), leaders_(plan) {}

  Summary run() {
    for (auto selected = rounds_->next({}); selected;) {
      sweep_ = add_members(options_.store, plan_, *selected, sweep_);
      if (!train(*selected, *sweep_)) break;
      if (!rounds_->over()) note_results(*selected);
      selected = rounds_->next(results_);
      // A round that was trained before the time was seen to be over is the last all the same.
      if (selected && budget_.seconds && seconds() >= *options_.budget.seconds) {
        summary_.budget_spent = true;
        break;
      }
    }
    summary_.diverged = leaders_.diverged();
    summary_.wall_seconds = seconds();
    return summary_;
  }

 private:
  double seconds() const { return std::chrono::duration<double>(WorkerPool::Clock::now() - begin_).count(); }

  /// What is stored of the selected runs, and of a sweep without rounds perhaps of others.
  std::vector<StoredRun> known(const std::vector<std::size_t>& selected, std::int64_t sweep) {
    const std::string& metric = plan_.sweep.objective.metric;
    return plan_.adapts() ? options_.store.find(keys_of(plan_, selected), metric)
                          : options_.store.stored_runs(sweep, metric);
  }

  void note_results(const std::vector<std::size_t>& selected) {
    for (StoredRun& run : known(selected, *sweep_)) {
      std::string key = run.key;
      results_.insert_or_assign(std::move(key), std::move(run));
    }
  }

  /// Those of the selected runs that are stored, and to stay.
  std::unordered_set<std::string> stored_of(const std::vector<std::size_t>& selected, std::int64_t sweep) {
    const std::vector<StoredRun> found = known(selected, sweep);
    if (found.empty()) return {};
    std::unordered_map<std::string, std::size_t> group_of;
    for (const std::size_t run : selected) group_of.emplace(plan_.runs[run].key, plan_.runs[run].group);
    std::unordered_set<std::string> stored;
    for (const StoredRun& run : found) {
      const auto group = group_of.find(run.key);
      const auto& again = options_.again;
      if (group == group_of.end() || std::find(again.begin(), again.end(), run.outcome) != again.end())
        continue;
      leaders_.add(group->second, run.outcome, run.objective);
      stored.insert(run.key);
    }
    return stored;
  }

  /// Trains what is missing of a round. False where the sweep ends before it was all done.
  bool train(const std::vector<std::size_t>& selected, std::int64_t sweep) {
    const std::unordered_set<std::string> stored = stored_of(selected, sweep);
    const std::vector<std::size_t> missing = plan_.missing(selected, stored);
    const bool shares = options_.trainer.resumes();
    const std::vector<std::size_t> list = within(budget_, plan_, missing, shares);
    summary_.stored += stored.size();
    cached_ += stored.size();
    total_ =
        plan_.rounds.empty() ? plan_.runs_to_train() : summary_.stored + missing.size() + rounds_->later();
    const std::size_t before = summary_.trained + summary_.elsewhere;
    if (!list.empty()) train_list(list, sweep);
    const std::size_t now = summary_.trained + summary_.elsewhere - before;
    summary_.stored += now;
    const bool out_of_budget = std::exchange(summary_.budget_spent, false);
    if (now == missing.size()) return true;
    if (now == list.size() || out_of_budget)
      summary_.budget_spent = true;
    else
      summary_.interrupted = true;
    return false;
  }

  TaskQueue::Work work_of(const std::vector<std::size_t>& list) {
    TaskQueue::Work work;
    if (options_.trainer.resumes() && plan_.shares_beginnings)
      work.tasks = make_tasks(plan_, list, true);
    else
      work.runs = list;
    put_long_first(plan_, options_.costs, work.tasks);
    put_long_first(plan_, options_.costs, work.runs);
    return work;
  }

  double cost_of(const TaskQueue::Work& work) {
    const auto cost = [&](const auto& one) { return sweeps::cost_of(plan_, options_.costs, one); };
    return std::transform_reduce(work.tasks.begin(), work.tasks.end(), 0.0, std::plus(), cost) +
           std::transform_reduce(work.runs.begin(), work.runs.end(), 0.0, std::plus(), cost);
  }

  void train_list(const std::vector<std::size_t>& list, std::int64_t sweep) {
    TaskQueue::Work left = work_of(list);
    ExecuteOptions options = options_;
    options.jobs = static_cast<int>(
        std::clamp<std::size_t>(left.size(), 1, static_cast<std::size_t>(std::max(1, options_.jobs))));
    options.budget = budget_;
    const Session session(options_.store, sweep, options.jobs);
    const std::int64_t epochs = epochs_of(plan_, left.tasks) + epochs_of(plan_, left.runs);
    StoreWriter writer(options_.store);
    const double work = cost_of(left);
    TaskQueue queue(plan_, options, session.id(), std::move(left));
    WorkerPool pool({plan_, options, queue, leaders_, writer, work});
    SweepProgress progress;
    progress.total = total_;
    progress.cached = cached_;
    progress.before = summary_.trained + summary_.elsewhere;
    run_workers(pool, options.jobs, progress, session.id());
    writer.finish();
    options_.store.check();
    summary_.trained += writer.written();
    summary_.elsewhere += pool.elsewhere();
    summary_.failed += pool.failed();
    summary_.timed_out += pool.timed_out();
    summary_.budget_spent = pool.out_of_budget();
    if (budget_.runs) *budget_.runs -= std::min(*budget_.runs, writer.written());
    if (budget_.epochs) *budget_.epochs -= epochs;
    if (budget_.seconds) *budget_.seconds = std::max(0.0, *options_.budget.seconds - seconds());
  }

  const Plan& plan_;
  const ExecuteOptions& options_;
  const WorkerPool::Clock::time_point begin_ = WorkerPool::Clock::now();
  Budget budget_;  // what is left of it
  std::unique_ptr<Rounds> rounds_;
  std::optional<std::int64_t> sweep_;
  Results results_;  // of the rounds so far
  LeaderTracker leaders_;
  std::size_t cached_ = 0;
  std::size_t total_ = 0;  // of the sweep's runs; of a race, as many as there may be
  Summary summary_;
};

}  // namespace

Summary execute(const Plan& plan, const ExecuteOptions& options) { return SweepRunner(plan, options).run(); }

}  // namespace tryall::sweeps
