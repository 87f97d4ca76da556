#pragma once

#include "run/crew.hpp"

namespace tryall::sweeps {

/// One task under way: its branches one after the other, each from where it can go on.
class Attempt {
 public:
  Attempt(Crew& crew, const Task& task, Activity& activity) : crew_(crew), task_(task), activity_(activity) {}

  void carry_out();

 private:
  using Clock = Crew::Clock;

  /// A branch under way.
  struct Way {
    std::size_t branch = 0;
    std::size_t told = 0;      // runs whose results were handed over
    std::int64_t counted = 0;  // epochs that progress knows of
    std::int64_t steps_counted = 0;
    std::int64_t epochs_done = 0;
    std::string checkpoint_key = {};  // worked out when it is first needed
    Clock::time_point begin = Clock::now();
    Clock::time_point last_checkpoint = begin;
    bool between_epochs = false;  // no update since the end of an epoch
    bool at_fork = false;         // the checkpoint asked for is where another branch grows out
    bool due = false;             // the last checkpoint asked for was due by the clock
    bool left_checkpoint = false;
  };

  const Branch& branch(const Way& way) const { return task_.branches[way.branch]; }
  std::size_t longest(const Way& way) const { return branch(way).runs.back(); }
  /// False when the task is to be left.
  bool train(Way& way);
  RunResult result_of(Way& way, bool& resumed);
  Hooks hooks_for(Way& way);
  void keep(Way& way, Checkpoint checkpoint);
  bool tell_next(Way& way, const RunResult& result);
  std::string trajectory_key(const PlannedGroup& group) const;
  const std::string& key_of(Way& way) const;
  std::optional<Checkpoint> begin_of(Way& way);
  std::optional<Checkpoint> stored_begin(Way& way);
  /// Whether another branch grows out of this one after so many epochs.
  bool is_fork(std::size_t branch, std::int64_t epochs) const;

  Crew& crew_;
  const Task& task_;
  Activity& activity_;
  std::map<std::pair<std::size_t, std::int64_t>, Checkpoint> forks_;  // by branch and epochs
};

}  // namespace tryall::sweeps
