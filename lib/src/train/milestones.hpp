#pragma once

#include "tryall/train/run.hpp"

namespace tryall::train {

/// Reports the results of the shorter trainings that are the front part of one (Hooks::milestones).
class Milestones {
 public:
  explicit Milestones(const Hooks& hooks) : hooks_(hooks) {}

  /// Whether one of them ends after so many epochs.
  bool reached(std::int64_t epochs) const;
  /// Reports the result of the next one, which does.
  void report(std::int64_t epochs, const RunResult& result);
  /// Reports the result of the whole training for those that are left: they ended where it did.
  void report_rest(const RunResult& whole);

 private:
  const Hooks& hooks_;
  std::size_t reported_ = 0;
};

}  // namespace tryall::train
