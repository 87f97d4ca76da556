#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

/// A run of which two stores hold different results.
struct Contradiction {
  std::string run_key;
  std::string difference;             ///< What differs: "validation_loss from epoch 4 on and 3 more curves".
  std::filesystem::path here, there;  ///< The stores: whose result stays, and the other.
  std::string here_environment, there_environment;  ///< What may say why.
};

/// What a store came to when it was merged. Its runs are new, known, in place of a failure, more
/// completely measured or contradicting.
struct MergedStore {
  std::filesystem::path file;
  bool is_target = false;  ///< It is the store merged into: nothing was done.
  std::size_t runs = 0;
  std::size_t added = 0;
  std::size_t known = 0;
  std::size_t replaced = 0;   ///< Results where the target had a failure or a time-out.
  std::size_t completed = 0;  ///< Results of which the target lacked metrics that this store has.
  std::size_t contradicting = 0;
};

struct Merge {
  std::vector<std::filesystem::path> sources;
  std::filesystem::path into;        ///< Made if there is none.
  bool skip_contradictions = false;  ///< Keep what the target has and go on.
  LockPatience patience = {};
};

struct MergeReport {
  std::vector<MergedStore> stores;
  std::vector<Contradiction> contradictions;
  bool merged = false;   ///< False when contradictions kept everything from being merged.
  bool changed = false;  ///< Whether the target holds anything now that it did not hold.
};

/// Brings the runs of the sources and their sweeps into a store, in one transaction; checkpoints stay where
/// they are. Which store comes first makes no difference to the results that are there in the end: a result
/// goes before a failure or a time-out, metrics that only one store measured are put together, and where
/// results differ nothing is merged unless `skip_contradictions`. Timings and environments do not count;
/// sources are only read. Throws Error.
MergeReport merge(const Merge& merge);

}  // namespace tryall::sweeps
