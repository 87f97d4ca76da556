#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/sections/axis_effects_section.hpp"
#include "tryall/reports/report/sections/curves_section.hpp"
#include "tryall/reports/report/sections/failures_section.hpp"
#include "tryall/reports/report/sections/history_section.hpp"
#include "tryall/reports/report/sections/importance_section.hpp"
#include "tryall/reports/report/sections/interactions_section.hpp"
#include "tryall/reports/report/sections/leaderboard_section.hpp"
#include "tryall/reports/report/sections/overview_section.hpp"
#include "tryall/reports/report/sections/parallel_section.hpp"
#include "tryall/reports/report/sections/pareto_section.hpp"
#include "tryall/reports/report/sections/robustness_section.hpp"
#include "tryall/reports/report/sections/significance_section.hpp"
#include "tryall/reports/report/sweep_data.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/tracking/history.hpp"

/// The sections below the overview in their order: the type, the name, and what Markdown calls the finding;
/// nothing where it does not repeat it.
#define TRYALL_REPORT_SECTIONS(SECTION)                      \
  SECTION(LeaderboardSection, leaderboard, "")               \
  SECTION(AxisEffectsSection, axis_effects, "Axes")          \
  SECTION(InteractionsSection, interactions, "Interactions") \
  SECTION(ParallelSection, parallel, "")                     \
  SECTION(CurvesSection, curves, "Learning curves")          \
  SECTION(RobustnessSection, robustness, "Robustness")       \
  SECTION(ImportanceSection, importance, "Importance")       \
  SECTION(SignificanceSection, significance, "Significance") \
  SECTION(FailuresSection, failures, "Failures")             \
  SECTION(ParetoSection, pareto, "Cost against quality")     \
  SECTION(HistorySection, history, "History")

namespace tryall::reports {

struct ReportOptions {
  /// A report of a sweep with more stored runs than this is made of the best groups and of others that are
  /// drawn, and says so.
  std::size_t most_runs = 100'000;
  std::size_t sampled_runs = 50'000;  ///< Of the groups that are drawn, about.
  std::size_t sampled_best = 200;     ///< Groups.
  std::size_t leaders = 20;           ///< Rows of the leaderboard, of each family.
  std::string generator = {};         ///< What wrote the report: "tryall 1.2.0".
  std::vector<std::filesystem::path> history =
      {};  ///< Stores of other commits, for the section of that name.
  std::vector<tracking::Annotation> accepted = {};  ///< Changes in it that are known.
  tracking::CommitOrder commit_order = {};          ///< Of the repository that has the commits.
};

/// What there is to say of a sweep: its groups and runs, and a section for each question that its data can
/// answer. Sections name groups, runs, axes, levels, arms and metrics by their index in `data`. A section is
/// absent where its question does not arise; `Section::missing` says why one that does has no answer.
struct Report {
  std::string generator;
  std::shared_ptr<const SweepData> data;
  OverviewSection overview = {};
#define TRYALL_SECTION(type, name, title) std::optional<type> name = {};
  TRYALL_REPORT_SECTIONS(TRYALL_SECTION)
#undef TRYALL_SECTION
};

/// The report of a sweep, all of it read from one state of the store. The same store gives the same report.
/// Throws Error.
Report make_report(const StoreReader& store, const SweepRow& sweep, const ReportOptions& options = {});

/// The report as report.json, which docs/report-json.md describes: one line, UTF-8, without NaN.
std::string to_json(const Report& report);

/// One self-contained HTML file, drawn from the data by a script that a content security policy names by its
/// hash; it loads nothing and sends nothing.
std::string to_html(const Report& report);

/// A figure beside the Markdown: an SVG document of literal colours.
struct ReportFigure {
  std::string name;  ///< "curves".
  std::string title;
  std::string svg;
};

/// The leaderboard as dots, the first pair of axes as a heatmap, the learning curves, the critical-difference
/// diagram, and the front of quality and cost: those for which the report has data.
std::vector<ReportFigure> figures(const Report& report);

/// For a pull request: the answer, the warnings, the leaderboard, and a sentence on each section. With a
/// stem, the figures are linked as files: "stem-curves.svg".
std::string to_markdown(const Report& report, const std::string& figure_stem = "");

/// A file name made of a sweep's name: letters of all scripts, digits, ".", "_" and "-" stay, up to 180
/// bytes. Where anything else was in it, a mark made of the whole name follows, so that two sweeps never
/// share a file.
std::string file_name(const std::string& sweep, const std::string& ending);

}  // namespace tryall::reports
