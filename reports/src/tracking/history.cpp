#include "tryall/tracking/history.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "../selection_sql.hpp"
#include "../sql_errors.hpp"
#include "tryall/sweeps/config_json.hpp"
#include "tryall/sweeps/progress.hpp"
#include "tryall/sweeps/sqlite_store.hpp"

namespace tryall::tracking {
namespace {

/// What runs of a group at one commit come to.
struct Point {
  std::string first_date = "9999";
  std::size_t n = 0, diverged = 0;
  sweeps::Running values;
};
using Points = std::map<std::string, Point>;   // by commit or day
using Series = std::map<std::string, Points>;  // by config and dataset

std::string sql(const HistoryQuestion& question) {
  const std::string when = question.by_date
                               ? "substr(r.finished_at, 1, 10)"
                               : "CASE e.\"commit\" WHEN '' THEN e.version ELSE e.\"commit\" END || "
                                 "CASE e.dirty WHEN 0 THEN '' ELSE '+changes' END";
  return fmt::format(
      "SELECT g.config || char(10) || d.hash, {}, r.finished_at, r.outcome, r.{} FROM runs r JOIN groups g "
      "ON "
      "g.id "
      "= r.group_id JOIN datasets d ON d.id = g.dataset_id JOIN environments e ON e.id = r.environment_id "
      "WHERE r.key IN (SELECT run FROM v_runs WHERE {})",
      when, train::find_metric(question.metric).name, reports::condition_sql({.where = question.where}));
}

void read(const std::filesystem::path& store, const HistoryQuestion& question, Series& all) {
  const auto database = sweeps::open_unchanged(store);
  reports::guarded(*database, store.string(), [&] {
    SQLite::Statement query(*database, sql(question));
    while (query.executeStep()) {
      Point& point = all[query.getColumn(0).getString()][query.getColumn(1).getString()];
      point.first_date = std::min(point.first_date, query.getColumn(2).getString());
      ++point.n;
      point.diverged += query.getColumn(3).getString() == "diverged" ? 1 : 0;
      if (!query.getColumn(4).isNull()) point.values.add(query.getColumn(4).getDouble());
    }
  });
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

}  // namespace

std::vector<HistorySeries> history(const HistoryQuestion& question) {
  Series all;
  for (const std::filesystem::path& store : question.stores) read(store, question, all);
  const std::vector<std::string> labels = labels_of(all);
  std::vector<HistorySeries> result;
  for (const auto& [group, points] : all) {
    HistorySeries& series = result.emplace_back(HistorySeries{group, labels[result.size()], {}});
    for (const auto& [when, point] : points)
      series.points.push_back({when, point.first_date, point.n, point.diverged,
                               point.values.count() > 0 ? point.values.mean() : statistics::no_value,
                               point.values.count() > 1 ? point.values.deviation() : statistics::no_value});
    std::stable_sort(series.points.begin(), series.points.end(),
                     [](const auto& a, const auto& b) { return a.first_date < b.first_date; });
  }
  return result;
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
