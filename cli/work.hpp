#pragma once

#include <string>
#include <vector>

#include "context.hpp"
#include "tryall/sweeps/run/remaining_work.hpp"

namespace tryall::cli {

/// What a run of a plan would do.
struct Work {
  sweeps::RemainingWork remaining;
  sweeps::Costs costs;
  int jobs = 1;

  /// Wall-clock seconds that are expected; 0 where nothing is known.
  double seconds() const { return remaining.seconds / jobs; }
};

struct WorkOptions {
  int jobs = 1;
  std::vector<train::Outcome> again = {};  ///< Outcomes that count as not stored.
  double estimate_seconds = 0.5;           ///< Spent on timing; 0 for none.
};

/// Asks the store (if there is one; nothing is written) what is there, and times some steps.
Work work_of(const Context& context, const sweeps::Plan& plan, sweeps::Trainer& trainer,
             const WorkOptions& options);

/// Where combinations of a grid come to the same training: how many are left, and which axes make no
/// difference. Empty where all differ.
std::string merged_text(const sweeps::Plan& plan);

/// "optimizers: 540 runs in 108 groups of 5 seeds; 216 stored already; 324 to train, 1620 epochs in all
/// (trained one by one: ...), about 1 min 40 s and 310 MiB with 2 at a time"
std::string work_text(const sweeps::Plan& plan, const Work& work);
/// "about 1 min 40 s", "less than 0.1 s".
std::string estimate_text(const Work& work);

}  // namespace tryall::cli
