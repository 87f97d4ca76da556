#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/report.hpp"
#include "tryall/reports/report/sweep_data.hpp"
#include "tryall/tracking/baseline.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::reports {

/// So many commits are shown at most, the last.
inline constexpr std::size_t most_commits = 400;

/// A commit and the first date of any run made at it.
struct Commit {
  std::string id, date;
};

/// A shown group over commits.
struct Past {
  std::size_t group = 0;
  std::size_t rank = 0;  ///< Among those shown, from 0.
  std::string dataset;   ///< Its hash.
  tracking::HistorySeries series = {};
};

/// The shown groups over the last commits.
struct Followed {
  std::vector<Past> all;
  std::vector<Commit> commits;  ///< Oldest first.
  std::string order_note;       ///< How they are ordered, where that is not the order of commits.
};

/// The best group of each arm over the commits of this store and the others. All groups of the stores are
/// judged, as `tracking::history` does, whichever are shown. Throws Error as these do.
Followed read_past(const StoreReader& store, const SweepData& data, const ReportOptions& options);

std::size_t place_of(const std::vector<Commit>& commits, const std::string& id);

/// Where a point would lie had nothing changed, by the noise of seeds.
struct NoiseBand {
  std::vector<double> low, high;  ///< By point; NaN where nothing is known.
};

/// Around the mean of each stretch between changes, 2 s / sqrt n; s is the deviation over seeds, pooled over
/// the stretch's points, n the completed runs of a point.
NoiseBand noise_band(const tracking::HistorySeries& series);

/// The store's newest baseline; nothing where there is none, or it is larger than a report may spend time on
/// (8 MB, some thousands of runs), or does not read.
std::optional<tracking::Baseline> newest_baseline(const StoreReader& store);

/// The mean of a metric over a frozen group's runs that have a value; NaN where the baseline has no such
/// group.
double frozen_level(const tracking::Baseline& baseline, const std::string& config, const std::string& dataset,
                    std::size_t metric);

}  // namespace tryall::reports
