#include "tryall/sweeps/store/examine.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "store/findings.hpp"
#include "store/schema/compare_schema.hpp"
#include "tryall/numerics.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {
namespace {

void examine_file(SQLite::Database& database, std::vector<Finding>& findings) {
  SQLite::Statement integrity(database, "PRAGMA integrity_check(3)");
  while (integrity.executeStep())
    if (std::string line = integrity.getColumn(0).getString(); line != "ok") {
      std::replace(line.begin(), line.end(), '\n', ' ');
      findings.push_back({true, "damaged: " + line});
    }
  SQLite::Statement links(database, "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1");
  while (links.executeStep())
    findings.push_back({true, fmt::format("{} row(s) of {} refer to missing rows",
                                          links.getColumn(1).getInt64(), links.getColumn(0).getString())});
}

/// The conditions that a table's definition puts on its rows: CHECK(...).
std::vector<std::string> checks_in(const std::string& definition) {
  constexpr std::string_view beginning = "CHECK(";
  std::vector<std::string> checks;
  for (std::size_t at = definition.find(beginning); at != std::string::npos;
       at = definition.find(beginning, at + 1)) {
    const std::size_t begin = at + beginning.size();
    std::size_t end = begin;
    bool quoted = false;
    for (int depth = 1; end < definition.size(); ++end) {
      if (definition[end] == '\'') quoted = !quoted;
      if (!quoted && definition[end] == '(') ++depth;
      if (!quoted && definition[end] == ')' && --depth == 0) break;
    }
    checks.push_back(definition.substr(begin, end - begin));
  }
  return checks;
}

/// SQLite's own examination leaves these out where the database is open for reading.
void examine_checks(SQLite::Database& database, std::vector<Finding>& findings) {
  SQLite::Statement tables(database,
                           "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  while (tables.executeStep()) {
    const std::string table = tables.getColumn(0).getString();
    for (const std::string& check : checks_in(tables.getColumn(1).getString()))
      if (const auto rows = database
                                .execAndGet(fmt::format("SELECT count(*) FROM {} WHERE NOT ({})",
                                                        quoted_name(table), check))
                                .getInt64())
        findings.push_back(
            {true, fmt::format("{} row(s) of {} are not as they must be: {}", rows, table, check)});
  }
}

/// What no CHECK of a table says.
void examine_values(SQLite::Database& database, std::vector<Finding>& findings) {
  constexpr const char* rules[][2] = {
      {"datasets", "samples >= 0"},
      {"runs", "finished_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*'"}};
  for (const auto& [table, rule] : rules)
    if (const auto rows =
            database.execAndGet(fmt::format("SELECT count(*) FROM {} WHERE NOT ({})", table, rule))
                .getInt64())
      findings.push_back(
          {true, fmt::format("{} row(s) of {} are not as they must be: {}", rows, table, rule)});
  for (const StoredMetric& stored : stored_metrics(database))
    for (const Metric& own : train::metrics())
      if (own.name == stored.metric.name && own.direction != stored.metric.direction)
        findings.push_back({true, fmt::format("metric {} has another direction than this program's: it was "
                                              "changed in the store",
                                              own.name)});
}

void examine_groups(SQLite::Database& database, Findings& findings) {
  std::map<std::int64_t, StoredOrigin> origins;
  for (StoredOrigin& origin : stored_origins(database)) origins.emplace(origin.id, std::move(origin));
  SQLite::Statement groups(
      database,
      "SELECT g.key, g.config, d.hash, g.setting_key, g.origin_id, g.numerics_version FROM groups "
      "g JOIN datasets d ON d.id = g.dataset_id");
  while (groups.executeStep()) {
    const auto text = [&](int place) { return groups.getColumn(place).getString(); };
    const auto found = origins.find(groups.getColumn(4).getInt64());
    if (found == origins.end()) continue;  // a missing reference, which is found elsewhere
    const StoredOrigin& origin = found->second;
    if (origin.origin.is_own() && groups.getColumn(5).getInt() != numerics_version) continue;
    check_group({text(0), text(1), text(2), text(3), origin}, findings);
  }
}

void examine_runs(SQLite::Database& database, Findings& findings) {
  const std::vector<StoredMetric> metrics = stored_metrics(database);
  std::string columns;
  for (const StoredMetric& metric : metrics) columns += ", s." + quoted_name(metric.column);
  SQLite::Statement runs(
      database,
      fmt::format(
          "SELECT r.key, g.key, r.seed, s.outcome, r.epochs_done, r.curves, "
          "coalesce(json_extract(g.config, '$.early_stopping.restore_best'), 0){} FROM runs r JOIN groups g "
          "ON g.id = r.group_id JOIN results s ON s.group_id = r.group_id AND s.seed = r.seed AND s.run_id = "
          "r.id",
          columns));
  while (runs.executeStep()) {
    RunFacts run{runs.getColumn(0).getString(),
                 runs.getColumn(1).getString(),
                 static_cast<std::uint64_t>(runs.getColumn(2).getInt64()),
                 runs.getColumn(3).getString(),
                 runs.getColumn(4).getInt64(),
                 runs.getColumn(5).getString(),
                 {},
                 runs.getColumn(6).getInt() != 0};
    for (int i = 7; i < runs.getColumnCount(); ++i)
      run.final_values.push_back(runs.getColumn(i).isNull() ? std::nan("") : runs.getColumn(i).getDouble());
    check_run(run, metrics, findings);
  }
}

/// What a run is and what came of it stand in two tables.
void examine_pairs(SQLite::Database& database, Findings& findings) {
  SQLite::Statement runs(
      database,
      "SELECT key FROM runs r WHERE NOT EXISTS(SELECT 1 FROM results s JOIN groups g ON g.id = "
      "s.group_id WHERE s.group_id = r.group_id AND s.seed = r.seed AND s.run_id = r.id)");
  while (runs.executeStep())
    findings.add("run(s) whose group or result is missing", runs.getColumn(0).getString());
  SQLite::Statement results(
      database,
      "SELECT g.key || ' seed ' || s.seed FROM results s JOIN groups g ON g.id = s.group_id "
      "WHERE NOT EXISTS(SELECT 1 FROM runs r WHERE r.id = s.run_id)");
  while (results.executeStep())
    findings.add("result(s) whose run is missing", results.getColumn(0).getString());
}

void examine_sweeps(SQLite::Database& database, Findings& findings) {
  SQLite::Statement members(database,
                            "SELECT s.name, p.run_key FROM sweep_runs p JOIN sweeps s ON s.id = "
                            "p.sweep_id WHERE length(p.run_key) != 32 OR p.run_key GLOB '*[^0-9a-f]*'");
  while (members.executeStep())
    findings.add("member(s) of sweeps that are not run keys", members.getColumn(1).getString());
}

/// What is no damage.
void remark(SQLite::Database& database, std::vector<Finding>& findings) {
  const auto count = [&](const std::string& sql) { return database.execAndGet(sql).getInt64(); };
  if (const auto runs = count("SELECT count(*) FROM runs WHERE key NOT IN (SELECT run_key FROM sweep_runs)"))
    findings.push_back({false, fmt::format("{} run(s) belong to no sweep", runs)});
  if (const auto groups = count(fmt::format(
          "SELECT count(*) FROM groups g JOIN origins o ON o.id = g.origin_id WHERE o.trainer = '' "
          "AND g.numerics_version != {}",
          numerics_version)))
    findings.push_back(
        {false,
         fmt::format("{} group(s) with a numerics version other than {}: their keys cannot be recomputed",
                     groups, numerics_version)});
}

}  // namespace

std::vector<Finding> examine(SQLite::Database& database, Depth depth) {
  std::vector<Finding> list;
  Findings findings;
  try {
    examine_file(database, list);
    const bool is_readable = list.empty();
    if (is_readable)
      for (std::string& text : schema_differences(database)) list.push_back({true, std::move(text)});
    if (depth == Depth::content && is_readable) {
      examine_checks(database, list);
      examine_values(database, list);
      examine_groups(database, findings);
      examine_runs(database, findings);
      examine_pairs(database, findings);
      examine_sweeps(database, findings);
      remark(database, list);
    }
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    list.push_back({true, fmt::format("damaged: {}", error.what())});
  }
  for (Finding& finding : findings.list()) list.push_back(std::move(finding));
  return list;
}

}  // namespace tryall::sweeps
