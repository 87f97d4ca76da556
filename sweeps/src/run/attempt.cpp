#include "run/attempt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tryall/sweeps/identity/identity.hpp"

namespace tryall::sweeps {
namespace {

/// The end of a training that takes longer than this is worth going on from.
constexpr std::chrono::seconds worth_keeping{1};
/// Where more of the same is planned, anything is that takes longer than to store it at this rate.
constexpr double bytes_a_second = 2e7;

}  // namespace

void Attempt::carry_out() {
  for (std::size_t i = 0; i < task_.branches.size(); ++i) {
    Way way{i};
    way.counted = way.epochs_done = task_.branches[i].from_epoch;
    if (!train(way)) return;
  }
}

bool Attempt::train(Way& way) {
  bool resumed = false;
  RunResult result = result_of(way, resumed);
  if (result.outcome == Outcome::cancelled) {
    if (!crew_.out_of_time(activity_)) return false;
    result.outcome = Outcome::timed_out;
    result.message = fmt::format("timed out after {:g} s in epoch {}", *crew_.execution().run_seconds,
                                 result.epochs_done + 1);
  }
  while (way.told < branch(way).runs.size())
    if (!tell_next(way, result)) return false;
  const bool over = result.outcome != Outcome::timed_out;  // or it may go on with more time
  if (over && (resumed || way.left_checkpoint)) crew_.writer().push_finished(key_of(way));
  crew_.count_rest(branch(way), way.counted);
  return true;
}

RunResult Attempt::result_of(Way& way, bool& resumed) {
  const PlannedRun& run = crew_.plan().runs[longest(way)];
  RunResult result;
  try {
    Hooks hooks = hooks_for(way);
    const std::optional<Checkpoint> begin = begin_of(way);
    resumed = begin.has_value();
    if (begin) {
      hooks.resume = &*begin;
      way.epochs_done = begin->epochs_done;
      way.steps_counted = begin->steps_done;
    }
    return crew_.execution().trainer.run(crew_.config(longest(way)), run.seed, hooks);
  } catch (const std::exception& error) {
    result.message = error.what();
  } catch (...) {
    result.message = "an unknown exception was thrown";
  }
  result.outcome = Outcome::failed;
  return result;
}

Hooks Attempt::hooks_for(Way& way) {
  Hooks hooks;
  hooks.stop = crew_.begin(activity_, longest(way));
  hooks.epoch_done = [this, &way](std::int64_t epochs_done, const RunResult& so_far) {
    way.epochs_done = epochs_done;
    way.between_epochs = true;
    crew_.note_epoch(activity_, {.epochs_done = epochs_done,
                                 .epochs_more = std::max<std::int64_t>(0, epochs_done - way.counted),
                                 .steps_more = so_far.steps_done - way.steps_counted});
    way.counted = std::max(way.counted, epochs_done);
    way.steps_counted = so_far.steps_done;
  };
  if (!crew_.execution().trainer.resumes()) return hooks;
  const std::vector<std::size_t>& runs = branch(way).runs;
  const std::int64_t longest_epochs = epochs_of(crew_.config(runs.back()));
  for (const std::size_t run : runs) {
    const std::int64_t epochs = epochs_of(crew_.config(run));
    if (epochs < longest_epochs && (hooks.ends.empty() || hooks.ends.back() < epochs))
      hooks.ends.push_back(epochs);
  }
  hooks.end_reached = [this, &way](std::int64_t epochs, const RunResult& result) {
    while (way.told < branch(way).runs.size() &&
           epochs_of(crew_.config(branch(way).runs[way.told])) == epochs)
      tell_next(way, result);
  };
  hooks.wants_checkpoint = [this, &way] {
    way.at_fork = std::exchange(way.between_epochs, false) && is_fork(way.branch, way.epochs_done);
    const auto now = Clock::now();
    way.due = now - way.last_checkpoint >= crew_.execution().checkpoint_every;
    if (way.due) way.last_checkpoint = now;
    return way.due || way.at_fork;
  };
  hooks.checkpoint = [this, &way](Checkpoint checkpoint) { keep(way, std::move(checkpoint)); };
  // Where the schedule looks at the number of epochs nothing can go on from an end.
  hooks.checkpoint_at_end = crew_.execution().trainer.beginnings()->continues(crew_.config(runs.back()));
  return hooks;
}

bool Attempt::is_fork(std::size_t branch, std::int64_t epochs) const {
  return std::any_of(task_.branches.begin(), task_.branches.end(), [&](const Branch& other) {
    return other.parent == branch && other.from_epoch == epochs;
  });
}

/// At the end of a short training nothing is stored, nor at the beginning of any.
void Attempt::keep(Way& way, Checkpoint checkpoint) {
  if (checkpoint.steps_done == 0) return;
  const bool at_end = checkpoint.epochs_done == epochs_of(crew_.config(longest(way)));
  const bool at_fork = std::exchange(way.at_fork, false);
  if (at_fork || (at_end && is_fork(way.branch, checkpoint.epochs_done)))
    forks_.try_emplace({way.branch, checkpoint.epochs_done}, checkpoint);
  if (at_fork && !way.due) return;
  const auto spent = Clock::now() - way.begin;
  const bool more =
      !crew_.plan().brackets.empty() && std::chrono::duration<double>(spent).count() >
                                            static_cast<double>(checkpoint.state.size()) / bytes_a_second;
  if (at_end && spent < worth_keeping && !more) return;
  way.left_checkpoint = true;
  crew_.writer().push(CheckpointRecord{key_of(way), at_end, std::move(checkpoint)});
}

bool Attempt::tell_next(Way& way, const RunResult& result) {
  return crew_.hand_over(branch(way).runs[way.told++], result);
}

std::string Attempt::trajectory_key(const PlannedGroup& group) const {
  Trainer& trainer = crew_.execution().trainer;
  return group_key(trainer.beginnings()->trajectory(group.config), group.record.subject.hash,
                   trainer.origin());
}

const std::string& Attempt::key_of(Way& way) const {
  if (way.checkpoint_key.empty()) {
    const PlannedRun& run = crew_.plan().runs[longest(way)];
    const PlannedGroup& group = crew_.plan().groups[run.group];
    way.checkpoint_key = checkpoint_key(trajectory_key(group), run.seed);
  }
  return way.checkpoint_key;
}

/// The furthest of what is stored and the fork that the branch grows out of.
std::optional<Checkpoint> Attempt::begin_of(Way& way) {
  std::optional<Checkpoint> stored = stored_begin(way);
  const Branch& grown = branch(way);
  if (!grown.parent) return stored;
  const auto fork = forks_.find({*grown.parent, grown.from_epoch});
  if (fork == forks_.end() || (stored && stored->steps_done >= fork->second.steps_done)) return stored;
  return fork->second;
}

/// The furthest stored checkpoint that is not past the end of the shortest training to be told. One past
/// where another branch grows out will do: that one then begins by itself.
std::optional<Checkpoint> Attempt::stored_begin(Way& way) {
  if (crew_.checkpoints().empty()) return std::nullopt;
  const auto found = crew_.checkpoints().find(key_of(way));
  if (found == crew_.checkpoints().end()) return std::nullopt;
  const std::vector<std::size_t>& runs = branch(way).runs;
  const std::int64_t shortest = epochs_of(crew_.config(runs.front()));
  const CheckpointFacts* best = nullptr;
  for (const auto& [steps_done, facts] : found->second)
    if (facts.epochs_done < shortest || (facts.epochs_done == shortest && runs.size() == 1)) best = &facts;
  return best ? crew_.execution().store.checkpoint(best->key, best->steps_done) : std::nullopt;
}

}  // namespace tryall::sweeps
