#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/statistics/change_points.hpp"

namespace tryall::tracking {

/// A group's metric at one commit, or on one day.
struct HistoryPoint {
  std::string when;        ///< The commit (or version), or the day.
  std::string first_date;  ///< Of its first run: what points are ordered by.
  std::size_t n = 0, diverged = 0;
  std::size_t measured = 0;  ///< Completed runs: those with a value.
  double mean = statistics::no_value, deviation = statistics::no_value;  ///< Of completed runs.
  sweeps::Ends interval = {};                                            ///< Of the mean, 95 %.
};

/// A group's metric over time.
struct HistorySeries {
  std::string group;  ///< The canonical config with the dataset's hash.
  std::string label;
  std::vector<HistoryPoint> points;
};

struct HistoryQuestion {
  std::vector<std::filesystem::path> stores;
  std::string metric;
  std::string where = {};  ///< A SQL condition on the columns of v_runs.
  bool by_date = false;
  std::set<std::string> groups = {};  ///< Only these, as HistorySeries::group; none: all.
};

/// The metric of each group over the commits (or days) in which the stores' runs were made; numerics versions
/// do not part groups, and a result that several stores hold is counted once. Throws Error as the stores and
/// the condition do.
std::vector<HistorySeries> history(const HistoryQuestion& question);
/// The same, of an open store and those of the question.
std::vector<HistorySeries> history(const reports::StoreReader& store, const HistoryQuestion& question);

/// A change point of a series, at a point that has a mean.
struct Change {
  std::size_t point = 0;  ///< Index into the series' points.
  statistics::ChangePoint statistics;
  bool worse = false;
  std::optional<std::string> accepted = {};  ///< Why, where it is known and accepted; may be empty.
};

std::vector<Change> changes_of(const HistorySeries& series, Direction direction,
                               const statistics::ChangePointOptions& options);

/// A change that is known and accepted.
struct Annotation {
  std::string when;    ///< The commit, or its beginning, or the day.
  std::string metric;  ///< Empty: every metric.
  std::string why;
};

/// [{"when": "3f2a", "metric": "test_loss", "why": "..."}]. Throws Error naming `origin`.
std::vector<Annotation> annotations_from_text(const std::string& text, const std::string& origin);
std::string to_text(const std::vector<Annotation>& annotations);
/// The annotation of such a change, or null.
const Annotation* find_annotation(const std::vector<Annotation>& annotations, const std::string& when,
                                  const std::string& metric);
/// Marks the changes of a series of that metric that are accepted.
void mark_accepted(std::vector<Change>& changes, const HistorySeries& series, const std::string& metric,
                   const std::vector<Annotation>& annotations);

/// The numbers of a named column of a CSV text with a header. Throws Error naming the line and the nearest
/// column.
std::vector<double> csv_column(const std::string& text, const std::string& column, const std::string& origin);

}  // namespace tryall::tracking
