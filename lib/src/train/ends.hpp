#pragma once

#include "tryall/train/run.hpp"

namespace tryall::train {

/// Tells the shorter trainings that are the front part of one (Hooks::ends) what came of them.
class Ends {
 public:
  explicit Ends(const Hooks& hooks) : hooks_(hooks) {}

  /// Whether one of them ends after so many epochs.
  bool reached(std::int64_t epochs) const;
  /// Tells the next one, which does.
  void tell(std::int64_t epochs, const RunResult& result);
  /// Tells those that are left what came of the whole training: they ended where it did.
  void tell_rest(const RunResult& whole);

 private:
  const Hooks& hooks_;
  std::size_t told_ = 0;
};

}  // namespace tryall::train
