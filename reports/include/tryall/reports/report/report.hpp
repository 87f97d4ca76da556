#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::reports {

struct ReportOptions {
  std::size_t leaders = 20;    ///< Rows of the leaderboard.
  std::string generator = {};  ///< What wrote the report: "tryall 1.2.0".
  std::vector<std::filesystem::path> history =
      {};  ///< Stores of other commits, for the section of that name.
  std::vector<tracking::Annotation> accepted = {};  ///< Changes in it that are known.
  tracking::CommitOrder commit_order = {};          ///< Of the repository that has the commits.
};

/// What there is to say of a sweep: its groups, its runs, and a section for each question that its data can
/// answer. docs/report-json.md describes the document.
struct Report {
  nlohmann::ordered_json document;
  std::shared_ptr<const std::vector<Group>> groups;  ///< Of the sweep, by key.
  Leaderboard board;                                 ///< Of these groups, whose marks the report shows.
  std::vector<std::string> axes;                     ///< On which they differ, as the report shows them.
  std::vector<Metric> metrics;                       ///< The store's.
};

/// The report of a sweep, all of it read from one state of the store. The same store gives the same report.
/// Throws Error.
Report make_report(const StoreReader& store, const SweepRow& sweep, const ReportOptions& options = {});

/// The report as report.json: one line, UTF-8, without NaN.
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

/// A file name made of a sweep's name: letters, digits, ".", "_" and "-" stay.
std::string file_name(const std::string& sweep, const std::string& ending);

}  // namespace tryall::reports
