#pragma once

#include <cstdint>
#include <optional>

#include "report/sweep_data.hpp"

namespace tryall::reports {

/// What an epoch of a group is on the other abscissas of its curves.
struct EpochLength {
  std::optional<std::int64_t> steps;  ///< Nothing unless its completed runs have epochs of one length.
  std::optional<double> flops;        ///< Likewise, and where the model has matrix products.
  std::optional<double> seconds;      ///< Nothing unless some run has a whole epoch and took time.
};

/// Stored are totals of a run. Seconds are the mean over all epochs of the completed runs (of all runs where
/// none completed), so every epoch of a group is taken to be as long.
EpochLength epoch_length(const SweepData& data, std::size_t group);

}  // namespace tryall::reports
