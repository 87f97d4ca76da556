#include "store/schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "tryall/experiment/config.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {
namespace {

/// One column an axis, and one a setting of its techniques: "optimizer", "optimizer_momentum".
std::string axis_columns(const std::string& group) {
  std::string columns;
  for (const Axis& axis : *train::training_axes()) {
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
  for (const Metric& metric : train::metrics()) columns += fmt::format("  r.{0} AS {0},\n", metric.name);
  return columns;
}

std::string runs_view() {
  return "CREATE VIEW v_runs AS SELECT\n  r.key AS run, g.key AS group_key, r.seed AS seed, r.outcome AS "
         "outcome,\n" +
         axis_columns("g") + metric_columns() +
         "  r.message AS message, r.epochs_done AS epochs_done, r.steps_done AS steps_done,\n"
         "  r.flops AS flops, r.wall_seconds AS wall_seconds, r.finished_at AS finished_at, d.hash AS "
         "dataset_hash,\n"
         "  g.numerics_version AS numerics_version, e.version AS tryall_version, e.\"commit\" AS \"commit\", "
         "e.dirty AS "
         "dirty,\n  e.compiler AS compiler, e.instruction_set AS instruction_set, e.flags AS flags, "
         "e.libraries AS "
         "libraries, e.cpu AS cpu, e.host AS host\n"
         "FROM runs r JOIN groups g ON g.id = r.group_id JOIN datasets d ON d.id = g.dataset_id\n"
         "JOIN environments e ON e.id = r.environment_id";
}

/// A list of columns made from each metric's name, which {0} stands for.
std::string each_metric(const char* form) {
  std::string columns;
  for (const Metric& metric : train::metrics())
    columns += fmt::format(fmt::runtime(form), metric.name) + ",\n";
  return columns;
}

/// n, diverged, and per metric the mean and the standard deviation (n - 1 below) over the completed seeds.
/// The deviation takes two passes, so that it does not drown in rounding.
std::string groups_view() {
  const std::string means = each_metric("  avg({0}) AS mean_{0}");
  return "CREATE VIEW v_groups AS SELECT g.key AS group_key,\n" + axis_columns("g") +
         "  m.n AS n, m.completed AS completed, m.diverged AS diverged,\n" +
         each_metric("  m.mean_{0} AS mean_{0}") + each_metric("  s.sd_{0} AS sd_{0}") +
         "  m.wall_seconds AS wall_seconds, d.hash AS dataset_hash, g.numerics_version AS numerics_version\n"
         "FROM (SELECT group_id, count(*) AS n, sum(outcome = 'completed') AS completed,\n"
         "  sum(outcome = 'diverged') AS diverged,\n" +
         means +
         "  sum(wall_seconds) AS wall_seconds FROM runs GROUP BY group_id) m\n"
         "JOIN (SELECT r.group_id AS group_id,\n" +
         each_metric(
             "  sqrt(sum((r.{0} - k.mean_{0}) * (r.{0} - k.mean_{0})) / nullif(count(r.{0}) - 1, 0)) AS "
             "sd_{0}") +
         "  1 FROM runs r JOIN (SELECT group_id,\n" + means +
         "  1 FROM runs GROUP BY group_id) k ON k.group_id = r.group_id GROUP BY r.group_id) s\n"
         "  ON s.group_id = m.group_id\n"
         "JOIN groups g ON g.id = m.group_id JOIN datasets d ON d.id = g.dataset_id";
}

constexpr const char* curves_view =
    "CREATE VIEW v_curves AS SELECT r.key AS run, g.key AS group_key, r.seed AS seed, m.key AS metric,\n"
    "  e.key + 1 AS epoch, e.value AS value\n"
    "FROM runs r JOIN groups g ON g.id = r.group_id, json_each(r.curves) m, json_each(m.value) e";

constexpr const char* histograms_view =
    "CREATE VIEW v_histograms AS SELECT r.key AS run, g.key AS group_key, r.seed AS seed,\n"
    "  json_extract(h.value, '$.epoch') AS epoch, json_extract(h.value, '$.layer') AS layer, b.key AS bin,\n"
    "  json_extract(h.value, '$.low') + b.key * (json_extract(h.value, '$.high') - json_extract(h.value, "
    "'$.low'))\n"
    "    / json_array_length(h.value, '$.counts') AS low,\n"
    "  json_extract(h.value, '$.low') + (b.key + 1) * (json_extract(h.value, '$.high') - "
    "json_extract(h.value, "
    "'$.low'))\n"
    "    / json_array_length(h.value, '$.counts') AS high, b.value AS count\n"
    "FROM runs r JOIN groups g ON g.id = r.group_id, json_each(r.histograms) h, json_each(h.value, "
    "'$.counts') b";

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
          {"v_histograms", histograms_view},
          {"v_sweeps", sweeps_view}};
}

void prepare_schema(SQLite::Database& database) {
  database.exec("PRAGMA foreign_keys = OFF");  // or a table that others refer to could not be replaced
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  if (database.execAndGet("PRAGMA user_version").getInt() < schema_version) {
    for (const auto& view : view_definitions())  // tables that a view names cannot be replaced
      database.exec(fmt::format("DROP VIEW IF EXISTS {}", view.first));
    migrate(database);
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
