#include "tryall/tracking/history.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "results/selection_sql.hpp"
#include "results/sql_errors.hpp"
#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::tracking {
namespace {

/// What runs of a group at one commit come to.
struct Point {
  std::string first_date = "9999";
  std::size_t n = 0, diverged = 0;
  sweeps::Running values;
  std::set<std::string> results;  ///< Keys of runs with their values.
};
using Points = std::map<std::string, Point>;   // by commit or day
using Series = std::map<std::string, Points>;  // by config and dataset

/// The keys of the groups asked for, whatever their numerics version, as a SQL list.
std::string group_keys(SQLite::Database& database, const std::set<std::string>& groups) {
  std::string list;
  SQLite::Statement query(database,
                          "SELECT g.key, g.config || char(10) || d.hash FROM groups g JOIN datasets d ON "
                          "d.id = g.dataset_id");
  while (query.executeStep())
    if (groups.contains(query.getColumn(1).getString()))
      list += (list.empty() ? "'" : ", '") + query.getColumn(0).getString() + "'";
  return list;
}

std::string sql(SQLite::Database& database, const HistoryQuestion& question) {
  const std::string when = question.by_date
                               ? "substr(r.finished_at, 1, 10)"
                               : "CASE e.\"commit\" WHEN '' THEN e.version ELSE e.\"commit\" END || "
                                 "CASE e.dirty WHEN 0 THEN '' ELSE '+changes' END";
  std::string condition = "1";
  if (!question.groups.empty()) condition += " AND g.key IN (" + group_keys(database, question.groups) + ")";
  if (!question.where.empty())
    condition += fmt::format(" AND r.key IN (SELECT run FROM v_runs WHERE {})",
                             reports::condition_sql({.where = question.where}));
  return fmt::format(
      "SELECT g.config || char(10) || d.hash, {}, r.finished_at, r.outcome, r.{}, r.key FROM runs r "
      "JOIN groups g ON g.id = r.group_id JOIN datasets d ON d.id = g.dataset_id "
      "JOIN environments e ON e.id = r.environment_id WHERE {}",
      when, train::find_metric(question.metric).name, condition);
}

void read(SQLite::Database& database, const HistoryQuestion& question, Series& all) {
  SQLite::Statement query(database, sql(database, question));
  while (query.executeStep()) {
    Point& point = all[query.getColumn(0).getString()][query.getColumn(1).getString()];
    const SQLite::Column value = query.getColumn(4);
    if (!point.results.insert(query.getColumn(5).getString() + ' ' + value.getString()).second) continue;
    point.first_date = std::min(point.first_date, query.getColumn(2).getString());
    ++point.n;
    point.diverged += query.getColumn(3).getString() == "diverged" ? 1 : 0;
    if (!value.isNull()) point.values.add(value.getDouble());
  }
}

void read(const std::filesystem::path& store, const HistoryQuestion& question, Series& all) {
  const auto database = sweeps::open_unchanged(store);
  reports::guarded(*database, store.string(), [&] { read(*database, question, all); });
}

/// The settings on which the groups differ, as "axis=value"; a config that does not read is itself.
std::vector<std::string> labels_of(const Series& all) {
  std::vector<nlohmann::json> configs;
  for (const auto& [key, points] : all)
    configs.push_back(nlohmann::json::parse(key.substr(0, key.find('\n'))));
  std::vector<std::string> labels(configs.size());
  for (const Axis& axis : axes()) {
    const auto value = [&](std::size_t i) { return configs[i].value(axis.name, nlohmann::json()); };
    bool differs = false;
    for (std::size_t i = 1; i < configs.size(); ++i) differs = differs || value(i) != value(0);
    for (std::size_t i = 0; differs && i < configs.size(); ++i) {
      std::string text = axis.name + "=?";
      try {
        text = axis.name + "=" + sweeps::axis_label(axis, sweeps::config_from_json(configs[i]));
      } catch (const std::exception&) {  // a setting of another version of the program
      }
      labels[i] += (labels[i].empty() ? "" : " ") + text;
    }
  }
  for (std::string& label : labels)
    if (label.empty()) label = "all";
  return labels;
}

std::vector<HistoryPoint> points_of(const Points& points) {
  std::vector<HistoryPoint> result;
  for (const auto& [when, point] : points) {
    HistoryPoint& one = result.emplace_back(
        HistoryPoint{when, point.first_date, point.n, point.diverged, point.values.count()});
    if (one.measured > 0) one.mean = point.values.mean();
    if (one.measured > 1) one.deviation = point.values.deviation();
    one.half_width = point.values.half_width();
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const auto& a, const auto& b) { return a.first_date < b.first_date; });
  return result;
}

std::vector<HistorySeries> series_of(const Series& all) {
  const std::vector<std::string> labels = labels_of(all);
  std::vector<HistorySeries> result;
  for (const auto& [group, points] : all) result.push_back({group, labels[result.size()], points_of(points)});
  return result;
}

}  // namespace

std::vector<HistorySeries> history(const HistoryQuestion& question) {
  Series all;
  for (const std::filesystem::path& store : question.stores) read(store, question, all);
  return series_of(all);
}

std::vector<HistorySeries> history(SQLite::Database& database, const HistoryQuestion& question) {
  Series all;
  read(database, question, all);
  for (const std::filesystem::path& store : question.stores) read(store, question, all);
  return series_of(all);
}

std::vector<Change> changes_of(const HistorySeries& series, train::Direction direction,
                               const statistics::ChangePointOptions& options) {
  std::vector<double> values;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!std::isfinite(series.points[i].mean)) continue;
    values.push_back(series.points[i].mean);
    places.push_back(i);
  }
  std::vector<Change> changes;
  for (const statistics::ChangePoint& point : statistics::change_points(values, options)) {
    const bool up = point.mean_after > point.mean_before;
    changes.push_back({places[point.index], point, up != (direction == train::Direction::maximize)});
  }
  return changes;
}

}  // namespace tryall::tracking
