#include "schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "tryall/config.hpp"
#include "tryall/sweeps/sqlite_store.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {
namespace {

constexpr const char* tables_version_1 = R"sql(
CREATE TABLE datasets(
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  samples INTEGER NOT NULL,
  test_samples INTEGER NOT NULL,
  features INTEGER NOT NULL,
  classes INTEGER NOT NULL);
CREATE TABLE environments(
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,
  "commit" TEXT NOT NULL,
  dirty INTEGER NOT NULL,
  compiler TEXT NOT NULL,
  build_type TEXT NOT NULL,
  instruction_set TEXT NOT NULL,
  eigen TEXT NOT NULL,
  cpu TEXT NOT NULL,
  host TEXT NOT NULL,
  system TEXT NOT NULL,
  UNIQUE(version, "commit", dirty, compiler, build_type, instruction_set, eigen, cpu, host, system));
CREATE TABLE groups(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  dataset_id INTEGER NOT NULL REFERENCES datasets(id),
  numerics_version INTEGER NOT NULL,
  config TEXT NOT NULL CHECK(json_valid(config)));
CREATE TABLE runs(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  group_id INTEGER NOT NULL REFERENCES groups(id),
  seed INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK(outcome IN ('completed', 'diverged', 'pruned', 'timed_out', 'failed')),
  message TEXT NOT NULL,
  epochs_done INTEGER NOT NULL,
  steps_done INTEGER NOT NULL,
  train_loss REAL,
  train_accuracy REAL,
  validation_loss REAL,
  validation_accuracy REAL,
  test_loss REAL,
  test_accuracy REAL,
  curves TEXT NOT NULL CHECK(json_valid(curves)),
  wall_seconds REAL NOT NULL,
  finished_at TEXT NOT NULL,
  environment_id INTEGER NOT NULL REFERENCES environments(id),
  UNIQUE(group_id, seed));
CREATE TABLE sweeps(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  spec TEXT NOT NULL CHECK(json_valid(spec)),
  metric TEXT NOT NULL,
  direction TEXT NOT NULL CHECK(direction IN ('maximize', 'minimize')),
  started_at TEXT NOT NULL,
  UNIQUE(name, spec));
CREATE TABLE sweep_runs(
  sweep_id INTEGER NOT NULL REFERENCES sweeps(id),
  run_key TEXT NOT NULL,
  PRIMARY KEY(sweep_id, run_key)) WITHOUT ROWID;
)sql";

/// One column an axis, and one a setting of its techniques: "optimizer", "optimizer_momentum".
std::string axis_columns(const std::string& group) {
  std::string columns;
  for (const Axis& axis : axes()) {
    const std::string path = axis.is_choice() ? axis.name + ".name" : axis.name;
    columns += fmt::format("  json_extract({}.config, '$.{}') AS {},\n", group, path, axis.name);
    if (!axis.is_choice()) continue;
    std::vector<std::string> settings;
    for (const Technique* technique : axis.family->techniques)
      for (const Parameter& parameter : technique->parameters)
        if (std::find(settings.begin(), settings.end(), parameter.name) == settings.end())
          settings.push_back(parameter.name);
    for (const std::string& setting : settings)
      columns +=
          fmt::format("  json_extract({0}.config, '$.{1}.{2}') AS {1}_{2},\n", group, axis.name, setting);
  }
  return columns;
}

std::string metric_columns() {
  std::string columns;
  for (const train::Metric& metric : train::metrics())
    columns += fmt::format("  r.{0} AS {0},\n", metric.name);
  return columns;
}

std::string runs_view() {
  return "CREATE VIEW v_runs AS SELECT\n  r.key AS run, g.key AS group_key, r.seed AS seed, r.outcome AS "
         "outcome,\n" +
         axis_columns("g") + metric_columns() +
         "  r.message AS message, r.epochs_done AS epochs_done, r.steps_done AS steps_done,\n"
         "  r.wall_seconds AS wall_seconds, r.finished_at AS finished_at, d.hash AS dataset_hash,\n"
         "  g.numerics_version AS numerics_version, e.version AS tryall_version, e.\"commit\" AS \"commit\", "
         "e.dirty AS "
         "dirty,\n  e.compiler AS compiler, e.instruction_set AS instruction_set, e.cpu AS cpu, e.host AS "
         "host\n"
         "FROM runs r JOIN groups g ON g.id = r.group_id JOIN datasets d ON d.id = g.dataset_id\n"
         "JOIN environments e ON e.id = r.environment_id";
}

/// n, diverged, and per metric the mean and the standard deviation (n - 1 below) over the completed seeds.
/// The deviation takes two passes, so that it does not drown in rounding.
std::string groups_view() {
  std::string means, deviations;
  for (const train::Metric& metric : train::metrics()) {
    means += fmt::format("  avg({0}) AS mean_{0},\n", metric.name);
    deviations += fmt::format(
        "  (SELECT CASE WHEN count(r.{0}) > 1 THEN sqrt(sum((r.{0} - m.mean_{0}) * (r.{0} - m.mean_{0})) / "
        "(count(r.{0}) - 1)) END FROM runs r WHERE r.group_id = m.group_id) AS sd_{0},\n",
        metric.name);
  }
  return "CREATE VIEW v_groups AS SELECT g.key AS group_key,\n" + axis_columns("g") +
         "  m.n AS n, m.completed AS completed, m.diverged AS diverged,\n" +
         [] {
           std::string columns;
           for (const train::Metric& metric : train::metrics())
             columns += fmt::format("  m.mean_{0} AS mean_{0},\n", metric.name);
           return columns;
         }() +
         deviations +
         "  m.wall_seconds AS wall_seconds, d.hash AS dataset_hash, g.numerics_version AS numerics_version\n"
         "FROM (SELECT group_id, count(*) AS n, sum(outcome = 'completed') AS completed,\n"
         "  sum(outcome = 'diverged') AS diverged,\n" +
         means +
         "  sum(wall_seconds) AS wall_seconds FROM runs GROUP BY group_id) m\n"
         "JOIN groups g ON g.id = m.group_id JOIN datasets d ON d.id = g.dataset_id";
}

constexpr const char* curves_view =
    "CREATE VIEW v_curves AS SELECT r.key AS run, g.key AS group_key, r.seed AS seed, m.key AS metric,\n"
    "  e.key + 1 AS epoch, e.value AS value\n"
    "FROM runs r JOIN groups g ON g.id = r.group_id, json_each(r.curves) m, json_each(m.value) e";

constexpr const char* sweeps_view =
    "CREATE VIEW v_sweeps AS SELECT s.id AS sweep, s.name AS name, s.metric AS metric, s.direction AS "
    "direction,\n"
    "  s.started_at AS started_at, count(*) AS runs, count(r.id) AS stored,\n"
    "  coalesce(sum(r.outcome = 'diverged'), 0) AS diverged, coalesce(sum(r.wall_seconds), 0) AS "
    "wall_seconds\n"
    "FROM sweeps s JOIN sweep_runs p ON p.sweep_id = s.id LEFT JOIN runs r ON r.key = p.run_key GROUP BY "
    "s.id";

}  // namespace

std::vector<std::pair<std::string, std::string>> view_definitions() {
  return {{"v_runs", runs_view()},
          {"v_groups", groups_view()},
          {"v_curves", curves_view},
          {"v_sweeps", sweeps_view}};
}

void prepare_schema(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (version == 0) {
    database.exec(tables_version_1);
    database.exec(fmt::format("PRAGMA application_id = {}", application_id));
    database.exec(fmt::format("PRAGMA user_version = {}", schema_version));
  }
  for (const auto& [name, sql] : view_definitions()) {
    SQLite::Statement query(database, "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?");
    query.bind(1, name);
    if (query.executeStep() && query.getColumn(0).getString() == sql) continue;
    query.reset();
    database.exec(fmt::format("DROP VIEW IF EXISTS {}", name));
    database.exec(sql);
  }
  transaction.commit();
}

}  // namespace tryall::sweeps
