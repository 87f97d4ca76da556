#include "run/task_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tryall/sweeps/identity/identity.hpp"

namespace tryall::sweeps {
namespace {

/// The end of a training that takes longer than this is worth going on from.
constexpr std::chrono::seconds worth_keeping{1};
/// Where more of the same is planned, anything is that takes longer than to store it at this rate.
constexpr double bytes_per_second = 2e7;

}  // namespace

void TaskRunner::run() {
  for (std::size_t i = 0; i < task_.branches.size(); ++i) {
    BranchRun branch_run{i};
    branch_run.epochs_counted = branch_run.epochs_done = task_.branches[i].from_epoch;
    if (!train(branch_run)) return;
  }
}

bool TaskRunner::train(BranchRun& branch_run) {
  bool resumed = false;
  RunResult result = result_of(branch_run, resumed);
  if (result.outcome == Outcome::cancelled) {
    if (!pool_.out_of_time(worker_state_)) return false;
    result.outcome = Outcome::timed_out;
    result.message = fmt::format("ran out of its time of {:g} s in epoch {}", *pool_.options().run_seconds,
                                 result.epochs_done + 1);
  }
  while (branch_run.reported < branch(branch_run).runs.size())
    if (!report_next(branch_run, result)) return false;
  const bool over = result.outcome != Outcome::timed_out;  // or it may go on with more time
  if (over && (resumed || branch_run.left_checkpoint)) pool_.writer().push_finished(key_of(branch_run));
  pool_.count_rest(branch(branch_run), branch_run.epochs_counted);
  return true;
}

RunResult TaskRunner::result_of(BranchRun& branch_run, bool& resumed) {
  const PlannedRun& run = pool_.plan().runs[longest(branch_run)];
  RunResult result;
  try {
    Hooks hooks = hooks_for(branch_run);
    const std::optional<Checkpoint> begin = starting_point(branch_run);
    resumed = begin.has_value();
    if (begin) {
      hooks.resume = &*begin;
      branch_run.epochs_done = begin->epochs_done;
      branch_run.steps_counted = begin->steps_done;
    }
    return pool_.options().trainer.run(pool_.group_of(longest(branch_run))->config, run.seed, hooks);
  } catch (const std::exception& error) {
    result.message = error.what();
  } catch (...) {
    result.message = "something was thrown that is no exception";
  }
  result.outcome = Outcome::failed;
  return result;
}

Hooks TaskRunner::hooks_for(BranchRun& branch_run) {
  Hooks hooks;
  hooks.stop = pool_.begin(worker_state_, longest(branch_run));
  hooks.epoch_done = [this, &branch_run](std::int64_t epochs_done, const RunResult& so_far) {
    branch_run.epochs_done = epochs_done;
    branch_run.between_epochs = true;
    pool_.note_epoch(worker_state_,
                     {.epochs_done = epochs_done,
                      .epochs_more = std::max<std::int64_t>(0, epochs_done - branch_run.epochs_counted),
                      .steps_more = so_far.steps_done - branch_run.steps_counted});
    branch_run.epochs_counted = std::max(branch_run.epochs_counted, epochs_done);
    branch_run.steps_counted = so_far.steps_done;
  };
  if (!pool_.options().trainer.resumes()) return hooks;
  const std::vector<std::size_t>& runs = branch(branch_run).runs;
  const std::int64_t longest_epochs = pool_.epochs(runs.back());
  for (const std::size_t run : runs) {
    const std::int64_t epochs = pool_.epochs(run);
    if (epochs < longest_epochs && (hooks.milestones.empty() || hooks.milestones.back() < epochs))
      hooks.milestones.push_back(epochs);
  }
  hooks.milestone_reached = [this, &branch_run](std::int64_t epochs, const RunResult& result) {
    while (branch_run.reported < branch(branch_run).runs.size() &&
           pool_.epochs(branch(branch_run).runs[branch_run.reported]) == epochs)
      report_next(branch_run, result);
  };
  hooks.wants_checkpoint = [this, &branch_run] {
    branch_run.at_fork =
        std::exchange(branch_run.between_epochs, false) && is_fork(branch_run.branch, branch_run.epochs_done);
    const auto now = Clock::now();
    branch_run.due =
        !branch_run.too_large && now - branch_run.last_checkpoint >= pool_.options().checkpoint_every;
    if (branch_run.due) branch_run.last_checkpoint = now;
    return branch_run.due || branch_run.at_fork;
  };
  hooks.checkpoint = [this, &branch_run](Checkpoint checkpoint) { keep(branch_run, std::move(checkpoint)); };
  // Where the schedule looks at the number of epochs nothing can go on from an end.
  hooks.checkpoint_at_end =
      pool_.options().trainer.beginnings()->continues(pool_.group_of(runs.back())->config);
  return hooks;
}

bool TaskRunner::is_fork(std::size_t branch, std::int64_t epochs) const {
  return std::any_of(task_.branches.begin(), task_.branches.end(), [&](const Branch& other) {
    return other.parent == branch && other.from_epoch == epochs;
  });
}

/// At the end of a short training nothing is stored, nor at the beginning of any.
void TaskRunner::keep(BranchRun& branch_run, Checkpoint checkpoint) {
  if (checkpoint.steps_done == 0) return;
  const bool at_end = checkpoint.epochs_done == pool_.epochs(longest(branch_run));
  const bool at_fork = std::exchange(branch_run.at_fork, false);
  if (at_fork || (at_end && is_fork(branch_run.branch, checkpoint.epochs_done)))
    forks_.try_emplace({branch_run.branch, checkpoint.epochs_done}, checkpoint);
  if (at_fork && !branch_run.due) return;
  const auto spent = Clock::now() - branch_run.begin;
  const bool more =
      !pool_.plan().brackets.empty() && std::chrono::duration<double>(spent).count() >
                                            static_cast<double>(checkpoint.state.size()) / bytes_per_second;
  if (at_end && spent < worth_keeping && !more) return;
  branch_run.too_large = !pool_.options().store.can_keep(checkpoint.state.size());
  branch_run.left_checkpoint = true;
  pool_.writer().push(CheckpointRecord{key_of(branch_run), at_end, std::move(checkpoint)});
}

bool TaskRunner::report_next(BranchRun& branch_run, const RunResult& result) {
  return pool_.hand_over(branch(branch_run).runs[branch_run.reported++], result);
}

const std::string& TaskRunner::key_of(BranchRun& branch_run) const {
  if (branch_run.checkpoint_key.empty()) {
    const std::size_t run = longest(branch_run);
    const auto group = pool_.group_of(run);
    Trainer& trainer = pool_.options().trainer;
    const std::string trajectory = group_key(trainer.beginnings()->trajectory(group->config),
                                             group->record.subject.hash, trainer.origin());
    branch_run.checkpoint_key = checkpoint_key(trajectory, pool_.plan().runs[run].seed);
  }
  return branch_run.checkpoint_key;
}

/// The furthest of what is stored and the fork that the branch grows out of.
std::optional<Checkpoint> TaskRunner::starting_point(BranchRun& branch_run) {
  std::optional<Checkpoint> stored = stored_starting_point(branch_run);
  const Branch& grown = branch(branch_run);
  if (!grown.parent) return stored;
  const auto fork = forks_.find({*grown.parent, grown.from_epoch});
  if (fork == forks_.end() || (stored && stored->steps_done >= fork->second.steps_done)) return stored;
  return fork->second;
}

/// The furthest stored checkpoint that is not past the end of the shortest training to be reported. One past
/// where another branch grows out will do: that one then begins by itself.
std::optional<Checkpoint> TaskRunner::stored_starting_point(BranchRun& branch_run) {
  if (pool_.checkpoints().empty()) return std::nullopt;
  const auto found = pool_.checkpoints().find(key_of(branch_run));
  if (found == pool_.checkpoints().end()) return std::nullopt;
  const std::vector<std::size_t>& runs = branch(branch_run).runs;
  const std::int64_t shortest = pool_.epochs(runs.front());
  const CheckpointFacts* best = nullptr;
  for (const auto& [steps_done, facts] : found->second)
    if (facts.epochs_done < shortest || (facts.epochs_done == shortest && runs.size() == 1)) best = &facts;
  return best ? pool_.options().store.checkpoint(best->key, best->steps_done) : std::nullopt;
}

}  // namespace tryall::sweeps
