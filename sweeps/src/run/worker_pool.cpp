#include "run/worker_pool.hpp"

#include "run/progress_json.hpp"
#include "run/task_runner.hpp"

namespace tryall::sweeps {
namespace {

/// How often others are told how far this process is.
constexpr std::chrono::seconds report_every{2};

}  // namespace

WorkerPool::WorkerPool(const Params& params)
    : plan_(params.plan),
      options_(params.options),
      queue_(params.queue),
      leaders_(params.leaders),
      writer_(params.writer),
      metric_(metric_index(params.options.trainer.metrics(), params.plan.sweep.objective.metric)),
      workers_(static_cast<std::size_t>(params.options.jobs)),
      work_to_do_(params.work) {
  if (!options_.trainer.resumes()) return;
  for (CheckpointFacts& facts : options_.store.checkpoints()) {
    const std::int64_t steps_done = facts.steps_done;
    std::string key = facts.key;
    checkpoints_[std::move(key)].emplace(steps_done, std::move(facts));
  }
}

void WorkerPool::work(std::size_t worker) {
  try {
    take_tasks(worker);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::current_exception();
    stop_all();
  }
  const std::lock_guard lock(mutex_);
  ++workers_done_;
  changed_.notify_all();
}

void WorkerPool::take_tasks(std::size_t worker) {
  WorkerState& worker_state = workers_[worker];
  while (!options_.stop.stop_requested()) {
    const std::optional<TrainingTask> task = queue_.take();
    if (!task) break;
    TaskRunner(*this, *task, worker_state).run();
    queue_.release(*task);
    const std::lock_guard lock(mutex_);
    worker_state.run.reset();
  }
}

std::stop_token WorkerPool::begin(WorkerState& worker_state, std::size_t run) {
  const std::lock_guard lock(mutex_);
  worker_state = WorkerState{.run = run, .begin = Clock::now(), .stop = std::stop_source()};
  if (stopping_) worker_state.stop.request_stop();
  return worker_state.stop.get_token();
}

void WorkerPool::note_epoch(WorkerState& worker_state, const EpochAdvance& advance) {
  const std::lock_guard lock(mutex_);
  worker_state.epochs_done = advance.epochs_done;
  work_done_ += cost(*worker_state.run, advance.epochs_more);
  steps_done_ += advance.steps_more;
}

void WorkerPool::count_rest(const Branch& branch, std::int64_t counted) {
  const std::size_t longest = branch.runs.back();
  const std::lock_guard lock(mutex_);
  work_done_ += cost(longest, epochs(longest) - counted);
}

double WorkerPool::cost(std::size_t run, std::int64_t epochs) const {
  return static_cast<double>(epochs) * options_.costs.of_epoch(plan_.runs[run].group);
}

bool WorkerPool::out_of_time(const WorkerState& worker_state) {
  const std::lock_guard lock(mutex_);
  return worker_state.out_of_time && !stopping_;
}

std::shared_ptr<const WorkerPool::MadeGroup> WorkerPool::group_of(std::size_t run) {
  constexpr std::size_t most_kept = 4096;
  const std::size_t group = plan_.runs[run].group;
  {
    const std::lock_guard lock(made_mutex_);
    if (const auto found = made_.find(group); found != made_.end()) return found->second;
  }
  auto made =
      std::make_shared<const MadeGroup>(MadeGroup{plan_.groups.config(group), plan_.groups.record(group)});
  const std::lock_guard lock(made_mutex_);
  if (made_.size() == most_kept) made_.clear();  // whoever uses one keeps it alive
  made_[group] = made;
  return made;
}

bool WorkerPool::hand_over(std::size_t index, RunResult result) {
  const PlannedRun& run = plan_.runs[index];
  const auto made = group_of(index);
  const std::shared_ptr<const GroupRecord> group(made, &made->record);
  RunRecord record{run.key, group.get(), run.seed, std::move(result), now_text(), group};
  const Outcome outcome = record.result.outcome;
  const double objective = record.result.value(metric_);
  if (!writer_.push(std::move(record))) return false;
  const std::lock_guard lock(mutex_);
  ++done_;
  if (outcome == Outcome::failed) ++failed_;
  if (outcome == Outcome::timed_out) ++timed_out_;
  leaders_.add(run.group, outcome, objective);
  return true;
}

void WorkerPool::stop_all() {
  stopping_ = true;
  queue_.end();
  for (WorkerState& worker_state : workers_) worker_state.stop.request_stop();
}

void WorkerPool::abandon() {
  const std::lock_guard lock(mutex_);
  stop_all();
}

void WorkerPool::enforce_limits() {
  const auto now = Clock::now();
  const auto& [runs, epochs, seconds] = options_.budget;
  if (seconds && !stopping_ && std::chrono::duration<double>(now - begin_).count() >= *seconds) {
    out_of_budget_ = true;
    stop_all();
  }
  if (options_.stop.stop_requested() || writer_.failed()) stop_all();
  if (!options_.run_seconds) return;
  for (WorkerState& worker_state : workers_) {
    if (!worker_state.run ||
        std::chrono::duration<double>(now - worker_state.begin).count() < *options_.run_seconds)
      continue;
    worker_state.out_of_time = true;
    worker_state.stop.request_stop();
  }
}

void WorkerPool::add_stored_elsewhere() {
  const std::vector<std::size_t> runs = queue_.stored_elsewhere();
  if (runs.empty()) return;
  std::vector<std::string> keys;
  std::unordered_map<std::string, std::size_t> run_of;
  for (const std::size_t run : runs) run_of.emplace(keys.emplace_back(plan_.runs[run].key.hex()), run);
  const auto stored = options_.store.find(keys, plan_.sweep.objective.metric);
  const std::lock_guard lock(mutex_);
  for (const StoredRun& run : stored) {
    const std::size_t index = run_of.at(run.key);
    leaders_.add(plan_.runs[index].group, run.outcome, run.objective);
    work_done_ += cost(index, epochs(index));
    ++elsewhere_;
  }
}

void WorkerPool::fill(SweepProgress& progress) {
  progress.done = progress.before + done_;
  progress.elsewhere = elsewhere_;
  progress.failed = failed_;
  progress.timed_out = timed_out_;
  progress.steps = steps_done_;
  progress.share_done = work_to_do_ > 0 ? std::min(1.0, work_done_ / work_to_do_) : 1.0;
  progress.elapsed_seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  leaders_.fill(progress);
  progress.workers.clear();
  for (const WorkerState& worker_state : workers_) {
    if (!worker_state.run) {
      progress.workers.emplace_back();
      continue;
    }
    const PlannedRun& run = plan_.runs[*worker_state.run];
    const Config config = plan_.groups.config(run.group);
    progress.workers.push_back(
        {short_label(plan_.sweep, config), run.seed, worker_state.epochs_done, epochs_of(config)});
  }
}

void WorkerPool::follow(SweepProgress progress, std::int64_t session) {
  auto next_report = begin_;
  std::unique_lock lock(mutex_);
  for (bool over = false; !over;) {
    over = changed_.wait_for(lock, options_.tick, [&] { return workers_done_ == workers_.size(); });
    enforce_limits();
    lock.unlock();
    add_stored_elsewhere();
    lock.lock();
    fill(progress);
    lock.unlock();
    if (const auto now = Clock::now(); now >= next_report && !writer_.failed()) {
      next_report = now + report_every;
      writer_.push_progress(session, progress_json(progress));
    }
    if (options_.show) options_.show(progress);
    lock.lock();
  }
  if (error_) std::rethrow_exception(error_);
}

}  // namespace tryall::sweeps
