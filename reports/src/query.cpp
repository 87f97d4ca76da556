#include "tryall/reports/query.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tryall/error.hpp"
#include "tryall/suggest.hpp"
#include "tryall/sweeps/config_json.hpp"

namespace tryall::reports {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

double number_or_missing(const SQLite::Column& column) {
  return column.isNull() ? missing : column.getDouble();
}

std::vector<std::string> names(SQLite::Database& database, const char* sql) {
  std::vector<std::string> result;
  SQLite::Statement query(database, sql);
  while (query.executeStep()) result.push_back(query.getColumn(0).getString());
  return result;
}

/// What SQLite said, with the nearest known name where it did not know one.
std::string explained(SQLite::Database& database, const std::string& message) {
  const std::size_t colon = message.find(": ");
  if (colon == std::string::npos) return message;
  std::string unknown = message.substr(colon + 2);
  unknown = unknown.substr(unknown.rfind('.') == std::string::npos ? 0 : unknown.rfind('.') + 1);
  if (message.starts_with("no such column"))
    return message +
           did_you_mean(unknown, names(database,
                                       "SELECT DISTINCT name FROM (SELECT name FROM pragma_table_info("
                                       "'v_runs') UNION SELECT name FROM pragma_table_info('v_groups') "
                                       "UNION SELECT name FROM pragma_table_info('v_curves') UNION SELECT "
                                       "name FROM pragma_table_info('v_sweeps'))"));
  if (message.starts_with("no such table"))
    return message +
           did_you_mean(unknown, names(database,
                                       "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                                       "ORDER BY type DESC, name"));
  return message;
}

/// Runs `action`; a complaint of SQLite's about `what` becomes an Error.
template <class Action>
auto guarded(SQLite::Database& database, const std::string& what, Action&& action) {
  try {
    return action();
  } catch (const SQLite::Exception& error) {
    if ((error.getErrorCode() & 0xff) == SQLITE_READONLY)
      throw Error(ErrorCode::bad_input, fmt::format("{}: a query only reads; this statement writes", what));
    throw Error(ErrorCode::bad_input, fmt::format("{}: {}", what, explained(database, error.what())));
  }
}

/// Refuses what a database that is open for reading would not: VACUUM INTO another file, for one. Text that
/// SQLite does not understand passes.
void check_reads(SQLite::Database& database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &statement, &rest) != SQLITE_OK) return;
  const bool empty = statement == nullptr, reads = empty || sqlite3_stmt_readonly(statement) != 0;
  sqlite3_finalize(statement);
  if (empty) throw Error(ErrorCode::bad_input, "--sql: there is no statement in it");
  if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos)
    throw Error(ErrorCode::bad_input, fmt::format("--sql: one statement at a time; what is \"{}\"?", rest));
  if (!reads) throw Error(ErrorCode::bad_input, "--sql: a query only reads; this statement writes");
}

Cell cell_of(const SQLite::Column& column) {
  if (column.isNull()) return {};
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  return column.getString();
}

std::string selection_sql(const Selection& selection) {
  std::string columns;
  for (const train::Metric& metric : train::metrics()) columns += ", " + metric.name;
  std::string sql = "SELECT group_key, run, seed, outcome, wall_seconds" + columns + " FROM v_runs WHERE 1";
  if (selection.sweep) sql += " AND run IN (SELECT run_key FROM sweep_runs WHERE sweep_id = :sweep)";
  if (!selection.where.empty()) sql += " AND (" + selection.where + "\n)";
  return sql + " ORDER BY group_key, seed";
}

Config read_config(SQLite::Database& database, const std::string& group_key) {
  SQLite::Statement query(database, "SELECT config FROM groups WHERE key = ?");
  query.bind(1, group_key);
  query.executeStep();
  return sweeps::config_from_json(nlohmann::json::parse(query.getColumn(0).getString()));
}

RunRow run_row(SQLite::Statement& row) {
  RunRow run{row.getColumn(1).getString(),
             static_cast<std::uint64_t>(row.getColumn(2).getInt64()),
             train::outcome_from(row.getColumn(3).getString()).value_or(train::Outcome::failed),
             {},
             row.getColumn(4).getDouble()};
  for (std::size_t i = 0; i < train::metrics().size(); ++i)
    run.values.push_back(number_or_missing(row.getColumn(5 + static_cast<int>(i))));
  return run;
}

}  // namespace

Table run_sql(SQLite::Database& database, const std::string& sql) {
  check_reads(database, sql);
  return guarded(database, "--sql", [&] {
    SQLite::Statement query(database, sql);
    Table table;
    for (int i = 0; i < query.getColumnCount(); ++i) table.columns.emplace_back(query.getColumnName(i));
    while (query.executeStep()) {
      std::vector<Cell> row;
      for (int i = 0; i < query.getColumnCount(); ++i) row.push_back(cell_of(query.getColumn(i)));
      table.rows.push_back(std::move(row));
    }
    return table;
  });
}

SweepRow find_sweep(SQLite::Database& database, const std::string& name) {
  SQLite::Statement query(
      database,
      "SELECT sweep, name, metric, direction, runs, stored FROM v_sweeps WHERE ?1 = '' OR name = "
      "?1 ORDER BY started_at DESC, sweep DESC LIMIT 1");
  query.bind(1, name);
  if (!query.executeStep()) {
    if (name.empty())
      throw Error(ErrorCode::bad_input, "the store holds no sweep yet; make one with tryall run");
    throw Error(ErrorCode::bad_input,
                fmt::format("no sweep '{}' in the store{}", name,
                            did_you_mean(name, names(database, "SELECT DISTINCT name FROM sweeps"))));
  }
  return {
      query.getColumn(0).getInt64(),
      query.getColumn(1).getString(),
      query.getColumn(2).getString(),
      query.getColumn(3).getString() == "maximize" ? train::Direction::maximize : train::Direction::minimize,
      query.getColumn(4).getInt64(),
      query.getColumn(5).getInt64()};
}

std::vector<GroupRow> select_groups(SQLite::Database& database, const Selection& selection) {
  return guarded(database, selection.where.empty() ? "the store" : "--where \"" + selection.where + "\"",
                 [&] {
                   SQLite::Statement query(database, selection_sql(selection));
                   if (selection.sweep) query.bind(":sweep", *selection.sweep);
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
