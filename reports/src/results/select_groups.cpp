#include "tryall/reports/query/query.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "selection_sql.hpp"
#include "sql_errors.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::string rows_sql(const Selection& selection, const std::string& which) {
  std::string values;
  for (const train::Metric& metric : train::metrics()) values += ", " + value_sql(metric, selection);
  return fmt::format(
      "SELECT group_key, run, seed, outcome, wall_seconds{} FROM v_runs WHERE {}{} ORDER BY group_key, seed",
      values, which, condition_sql(selection));
}

Config read_config(SQLite::Database& database, const std::string& group_key) {
  SQLite::Statement query(database, "SELECT config FROM groups WHERE key = ?");
  query.bind(1, group_key);
  query.executeStep();
  return sweeps::config_from_json(train::training_axes(),
                                  nlohmann::json::parse(query.getColumn(0).getString()));
}

RunRow run_row(SQLite::Statement& row) {
  RunRow run{row.getColumn(1).getString(),
             static_cast<std::uint64_t>(row.getColumn(2).getInt64()),
             train::outcome_from(row.getColumn(3).getString()).value_or(train::Outcome::failed),
             {},
             row.getColumn(4).getDouble()};
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    const SQLite::Column value = row.getColumn(5 + static_cast<int>(i));
    run.values.push_back(value.isNull() ? missing : value.getDouble());
  }
  return run;
}

std::vector<GroupRow> groups_of(SQLite::Database& database, SQLite::Statement& query) {
  std::vector<GroupRow> groups;
  while (query.executeStep()) {
    std::string key = query.getColumn(0).getString();
    if (groups.empty() || groups.back().key != key) {
      Config config = read_config(database, key);
      groups.push_back({std::move(key), std::move(config), {}});
    }
    groups.back().runs.push_back(run_row(query));
  }
  return groups;
}

}  // namespace

std::vector<GroupRow> select_groups(SQLite::Database& database, const Selection& selection) {
  return guarded(database, name_of(selection), [&] {
    SQLite::Statement query(database, rows_sql(selection, ""));
    return groups_of(database, query);
  });
}

std::vector<GroupRow> select_groups(SQLite::Database& database, const Selection& selection,
                                    const std::vector<std::string>& keys) {
  return guarded(database, name_of(selection), [&] {
    SQLite::Statement query(database, rows_sql(selection, "group_key = :group_key AND "));
    std::vector<GroupRow> groups;
    for (const std::string& key : keys) {
      query.bind(":group_key", key);
      for (GroupRow& group : groups_of(database, query)) groups.push_back(std::move(group));
      query.reset();
    }
    return groups;
  });
}

std::vector<std::vector<double>> read_curves(SQLite::Database& database, const GroupRow& group,
                                             const std::string& metric) {
  SQLite::Statement query(database, "SELECT curves FROM runs WHERE key = ?");
  std::vector<std::vector<double>> curves;
  for (const RunRow& run : group.runs) {
    query.bind(1, run.key);
    query.executeStep();
    const nlohmann::json json = nlohmann::json::parse(query.getColumn(0).getString());
    query.reset();
    std::vector<double> curve;
    if (json.contains(metric))
      for (const nlohmann::json& value : json[metric])
        curve.push_back(value.is_number() ? value.get<double>() : missing);
    curves.push_back(std::move(curve));
  }
  return curves;
}

}  // namespace tryall::reports
