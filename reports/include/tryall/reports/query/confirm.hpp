#pragma once

#include <string>
#include <vector>

#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {

/// Which groups of a sweep to run again on seeds that had no part in their selection.
struct Confirmation {
  std::string name;                              ///< Of the sweep that does so: the sweep's with "-confirm".
  std::string text;                              ///< That sweep, as a file would have it.
  SweepRow sweep;                                ///< From which the groups were selected.
  std::vector<Group> groups;                     ///< All groups of that sweep.
  std::size_t top = 3;                           ///< The best of them that are run again.
  std::vector<std::uint64_t> seeds;              ///< Fresh ones.
  std::shared_ptr<const Vocabulary> vocabulary;  ///< Of the store.
};

struct ConfirmQuestion {
  std::string sweep = {};  ///< Empty: the one that ran last, confirmations not counted.
  std::size_t top = 3;
  std::size_t seeds = 5;
};

/// The best groups of a sweep, and the seeds that follow the largest that the store holds of them; those of
/// an earlier, perhaps interrupted confirmation do not count, so that it is gone on with. Throws Error.
Confirmation plan_confirmation(const StoreReader& store, const ConfirmQuestion& question);

/// The selected groups, best first: their value as it was selected, on the fresh seeds, and the drop, with
/// the interval of the fresh mean. A group with a seed without a value (it diverged or failed) has no drop.
/// The drop is what selection flattered (the winner's curse), and noise.
Table confirmation_table(const Confirmation& confirmation, const std::vector<Group>& fresh, bool for_people);

/// "The mean drop is 0.3 points of validation_accuracy. On fresh seeds the best is adam, which was ..."
std::string confirmation_text(const Confirmation& confirmation, const std::vector<Group>& fresh);

}  // namespace tryall::reports
