#pragma once

#include "report/json_columns.hpp"
#include "report/sweep_data.hpp"
#include "tryall/reports/report/report.hpp"

/// The sections of a report, each a file: the finding in words, and the columns docs/report-json.md
/// describes. A section is null where the data leave nothing to say.
namespace tryall::reports {

/// Comes last, for it answers by what the other sections found.
Json overview_section(const SweepData& data, const Json& sections);
Json leaderboard_section(const SweepData& data, std::size_t rows);
Json axis_effects_section(const SweepData& data);
Json interactions_section(const SweepData& data);
Json parallel_section(const SweepData& data);
Json curves_section(const StoreReader& store, const SweepData& data);
Json robustness_section(const SweepData& data);
Json importance_section(const SweepData& data);
Json significance_section(const SweepData& data);
Json failures_section(const SweepData& data);
Json pareto_section(const SweepData& data);
/// Over the commits of this store and the others.
Json history_section(const StoreReader& store, const SweepData& data, const ReportOptions& options);

/// What the sections refer to: metrics, axes, groups, runs, environments. Configs are written of all groups
/// while these are few, else of the first `leaders`.
void write_frame(const SweepData& data, std::size_t leaders, Json& document);

/// Adds to the document's metrics those that only curves have: of runs that all ended early.
void add_metrics_of_curves(const SweepData& data, const Json& curves, Json& document);

/// The fewest seeds of which bootstrap intervals are shown: below, they are too short.
inline constexpr std::size_t fewest_for_bootstrap = 5;

/// The groups that tables show: the best of all, and the best of each arm.
std::vector<std::size_t> best_groups(const SweepData& data, std::size_t most);
/// The best group of each arm that has one, best first; without arms the `most` best groups.
std::vector<std::size_t> contenders(const SweepData& data, std::size_t most);
/// The counterpart on the test split of a validation metric, where there is one and runs have values of it.
std::optional<std::size_t> test_counterpart(const SweepData& data);
/// Whether any run has a value of the metric.
bool has_metric(const SweepData& data, std::size_t metric);

}  // namespace tryall::reports
