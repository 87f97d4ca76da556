#pragma once

#include "tryall/reports/results/store_reader.hpp"
#include "tryall/tracking/baseline.hpp"

namespace tryall::tracking {

/// What was not frozen.
struct LeftOut {
  std::size_t no_results = 0;      ///< Runs that failed, ran out of time or were pruned.
  std::size_t older_numerics = 0;  ///< Runs of an older numerics version than the newest selected.
};

/// The selected runs with all their numbers, grouped. With `left_out`, only completed and diverged runs of
/// the newest numerics version, and the others counted; without, all. The name, the moment
/// and the metrics are the caller's to fill in. Throws Error for a condition SQLite does not accept.
Baseline read_groups(const reports::StoreReader& store, const reports::Selection& selection,
                     LeftOut* left_out = nullptr);

/// Freezes the selected groups. Throws Error when nothing is selected.
Baseline freeze(const reports::StoreReader& store, const reports::Selection& selection,
                const std::string& name, LeftOut& left_out);

}  // namespace tryall::tracking
