#include "run/crew.hpp"

#include "run/attempt.hpp"
#include "run/progress_json.hpp"

namespace tryall::sweeps {
namespace {

/// How often others are told how far this process is.
constexpr std::chrono::seconds report_every{2};

}  // namespace

Crew::Crew(const Parts& parts)
    : plan_(parts.plan),
      execution_(parts.execution),
      queue_(parts.queue),
      standings_(parts.standings),
      writer_(parts.writer),
      metric_(metric_index(parts.execution.trainer.metrics(), parts.plan.sweep.objective.metric)),
      activities_(static_cast<std::size_t>(parts.execution.jobs)),
      work_to_do_(parts.work) {
  if (!execution_.trainer.resumes()) return;
  for (CheckpointFacts& facts : execution_.store.checkpoints()) {
    const std::int64_t steps_done = facts.steps_done;
    std::string key = facts.key;
    checkpoints_[std::move(key)].emplace(steps_done, std::move(facts));
  }
}

void Crew::work(std::size_t worker) {
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

void Crew::take_tasks(std::size_t worker) {
  Activity& activity = activities_[worker];
  while (!execution_.stop.stop_requested()) {
    const std::optional<Task> task = queue_.take();
    if (!task) break;
    Attempt(*this, *task, activity).carry_out();
    queue_.put_down(*task);
    const std::lock_guard lock(mutex_);
    activity.run.reset();
  }
}

std::stop_token Crew::begin(Activity& activity, std::size_t run) {
  const std::lock_guard lock(mutex_);
  activity = Activity{.run = run, .begin = Clock::now(), .stop = std::stop_source()};
  if (stopping_) activity.stop.request_stop();
  return activity.stop.get_token();
}

void Crew::note_epoch(Activity& activity, const Advance& advance) {
  const std::lock_guard lock(mutex_);
  activity.epochs_done = advance.epochs_done;
  work_done_ += cost(*activity.run, advance.epochs_more);
  steps_done_ += advance.steps_more;
}

void Crew::count_rest(const Branch& branch, std::int64_t counted) {
  const std::size_t longest = branch.runs.back();
  const std::lock_guard lock(mutex_);
  work_done_ += cost(longest, epochs_of(config(longest)) - counted);
}

double Crew::cost(std::size_t run, std::int64_t epochs) const {
  return static_cast<double>(epochs) * execution_.costs.of_epoch(plan_.runs[run].group);
}

bool Crew::out_of_time(const Activity& activity) {
  const std::lock_guard lock(mutex_);
  return activity.out_of_time && !stopping_;
}

bool Crew::hand_over(std::size_t index, RunResult result) {
  const PlannedRun& run = plan_.runs[index];
  RunRecord record{run.key, &plan_.groups[run.group].record, run.seed, std::move(result), now_text()};
  const Outcome outcome = record.result.outcome;
  const double objective = record.result.value(metric_);
  if (!writer_.push(std::move(record))) return false;
  const std::lock_guard lock(mutex_);
  ++done_;
  if (outcome == Outcome::failed) ++failed_;
  if (outcome == Outcome::timed_out) ++timed_out_;
  standings_.add(run.group, outcome, objective);
  return true;
}

void Crew::stop_all() {
  stopping_ = true;
  queue_.end();
  for (Activity& activity : activities_) activity.stop.request_stop();
}

void Crew::abandon() {
  const std::lock_guard lock(mutex_);
  stop_all();
}

void Crew::stop_what_must() {
  const auto now = Clock::now();
  const auto& [runs, epochs, seconds] = execution_.budget;
  if (seconds && !stopping_ && std::chrono::duration<double>(now - begin_).count() >= *seconds) {
    out_of_budget_ = true;
    stop_all();
  }
  if (execution_.stop.stop_requested() || writer_.failed()) stop_all();
  if (!execution_.run_seconds) return;
  for (Activity& activity : activities_) {
    if (!activity.run ||
        std::chrono::duration<double>(now - activity.begin).count() < *execution_.run_seconds)
      continue;
    activity.out_of_time = true;
    activity.stop.request_stop();
  }
}

void Crew::learn_from_others() {
  const std::vector<std::size_t> runs = queue_.stored_elsewhere();
  if (runs.empty()) return;
  std::vector<std::string> keys;
  std::unordered_map<std::string, std::size_t> run_of;
  for (const std::size_t run : runs) run_of.emplace(keys.emplace_back(plan_.runs[run].key.hex()), run);
  const auto stored = execution_.store.find(keys, plan_.sweep.objective.metric);
  const std::lock_guard lock(mutex_);
  for (const StoredRun& run : stored) {
    const std::size_t index = run_of.at(run.key);
    standings_.add(plan_.runs[index].group, run.outcome, run.objective);
    work_done_ += cost(index, epochs_of(config(index)));
    ++elsewhere_;
  }
}

void Crew::fill(Progress& progress) {
  progress.done = progress.before + done_;
  progress.elsewhere = elsewhere_;
  progress.failed = failed_;
  progress.timed_out = timed_out_;
  progress.steps = steps_done_;
  progress.share_done = work_to_do_ > 0 ? std::min(1.0, work_done_ / work_to_do_) : 1.0;
  progress.elapsed_seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  standings_.fill(progress);
  progress.workers.clear();
  for (const Activity& activity : activities_) {
    if (!activity.run) {
      progress.workers.emplace_back();
      continue;
    }
    const PlannedRun& run = plan_.runs[*activity.run];
    const Config& config = plan_.groups[run.group].config;
    progress.workers.push_back(
        {short_label(plan_.sweep, config), run.seed, activity.epochs_done, epochs_of(config)});
  }
}

void Crew::follow(Progress progress, std::int64_t session) {
  auto next_report = begin_;
  std::unique_lock lock(mutex_);
  for (bool over = false; !over;) {
    over = changed_.wait_for(lock, execution_.tick, [&] { return workers_done_ == activities_.size(); });
    stop_what_must();
    lock.unlock();
    learn_from_others();
    lock.lock();
    fill(progress);
    lock.unlock();
    if (const auto now = Clock::now(); now >= next_report && !writer_.failed()) {
      next_report = now + report_every;
      writer_.push_progress(session, progress_json(progress));
    }
    if (execution_.show) execution_.show(progress);
    lock.lock();
  }
  if (error_) std::rethrow_exception(error_);
}

}  // namespace tryall::sweeps
