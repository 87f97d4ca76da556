#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "tryall/sweeps/plan/costs.hpp"
#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/store/store.hpp"

namespace tryall::sweeps {

/// How much may be spent; what is not given is not limited.
struct Budget {
  std::optional<std::size_t> runs = {};     ///< Trained at most.
  std::optional<std::int64_t> epochs = {};  ///< Trained at most, stretches that runs share counted once.
  std::optional<double> seconds = {};       ///< Then what is under way is put down, to go on another time.
};

/// What executing a plan needs.
struct ExecuteOptions {
  Trainer& trainer;
  Store& store;
  int jobs = 1;               ///< Runs trained at once.
  std::stop_token stop = {};  ///< Ends the sweep soon; finished runs are stored first.
  /// Called from the calling thread, about every `tick` and when the last run is done; never when there is
  /// nothing to train.
  std::function<void(const SweepProgress&)> show = {};
  std::chrono::milliseconds tick{100};
  /// How often a training under way is kept, so that it can go on where it was killed.
  std::chrono::milliseconds checkpoint_every{5000};
  Budget budget = {};
  Costs costs = {};  ///< Decide what is begun first, and how much memory a run counts for.
  std::optional<double> memory_bytes = {};  ///< That runs under way may need in all; one runs in any case.
  std::optional<double> run_seconds = {};   ///< After which a run ends as timed_out.
  /// Stored runs with one of these outcomes are trained again.
  std::vector<Outcome> again = {};
};

/// How it ended.
struct Summary {
  std::size_t trained = 0;    ///< Runs trained and stored now.
  std::size_t elsewhere = 0;  ///< Runs that other processes stored meanwhile.
  std::size_t diverged = 0;   ///< Of those of the whole sweep.
  std::size_t failed = 0;     ///< Of those trained now.
  std::size_t timed_out = 0;  ///< Of those trained now.
  std::size_t stored = 0;     ///< Runs of the sweep that are stored in the end.
  bool interrupted = false;   ///< By a request to stop.
  bool budget_spent = false;  ///< And something is left to train.
  double wall_seconds = 0;
};

/// Trains what the store does not hold yet and stores it: `jobs` workers, one writer. Other processes that
/// carry out the same plan on the same store share the work. Throws Error when the store cannot be written;
/// what was stored before stays.
Summary execute(const Plan& plan, const ExecuteOptions& options);

}  // namespace tryall::sweeps
