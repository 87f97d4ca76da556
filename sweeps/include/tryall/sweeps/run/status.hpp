#pragma once

#include <string>
#include <vector>

#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

/// A process that has not said that it is done with a sweep.
struct SessionFacts {
  std::string sweep;
  ProcessId process;
  int jobs = 1;
  std::string started_at, seen_at;
  double silent_seconds = 0;  ///< Since it was last heard of, which is every two seconds.
  bool alive = true;          ///< False where the process is gone; of another host, where it is silent.
  SweepProgress progress;
};

/// A sweep of the store.
struct SweepFacts {
  std::string name;
  std::string started_at;
  std::size_t runs = 0, stored = 0, diverged = 0, failed = 0, timed_out = 0;
  std::vector<SessionFacts> sessions;  ///< The living first.
};

}  // namespace tryall::sweeps
