// The views, which are what others read, made of the axes and metrics that the store has.
#include <fmt/format.h>

#include "store/schema/axis_columns.hpp"
#include "store/schema/schema.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {
namespace {

/// What the views that show configs and metrics are made of.
class ViewParts {
 public:
  explicit ViewParts(SQLite::Database& database)
      : axes_(axis_columns(database)), metrics_(stored_metrics(database)) {}

  std::string axes() const {
    std::string columns;
    for (const AxisColumn& axis : axes_)
      columns += fmt::format("  {} AS {},\n", axis.value, quoted_name(axis.name));
    return columns;
  }

  /// A list of columns made from each metric's: {0} stands for the column, {1} and {2} for those of its mean
  /// and deviation.
  std::string each_metric(const char* form) const {
    std::string columns;
    for (const StoredMetric& metric : metrics_)
      columns += fmt::format(fmt::runtime(form), quoted_name(metric.column),
                             quoted_name("mean_" + metric.column), quoted_name("sd_" + metric.column)) +
                 ",\n";
    return columns;
  }

 private:
  std::vector<AxisColumn> axes_;
  std::vector<StoredMetric> metrics_;
};

std::string runs_view(const ViewParts& parts) {
  return "CREATE VIEW v_runs AS SELECT\n  r.key AS run, g.key AS group_key, s.seed AS seed, s.outcome AS "
         "outcome,\n" +
         parts.axes() + parts.each_metric("  s.{0} AS {0}") +
         "  r.message AS message, r.epochs_done AS epochs_done, r.steps_done AS steps_done,\n"
         "  r.flops AS flops, r.wall_seconds AS wall_seconds, r.finished_at AS finished_at, d.hash AS "
         "dataset_hash,\n"
         "  g.numerics_version AS numerics_version, e.version AS tryall_version, e.\"commit\" AS "
         "\"commit\",\n"
         "  e.dirty AS dirty, e.compiler AS compiler, e.instruction_set AS instruction_set, e.flags AS "
         "flags,\n"
         "  e.libraries AS libraries, e.cpu AS cpu, e.host AS host, r.cpu_seconds AS cpu_seconds,\n"
         "  g.setting_key AS setting_key, o.trainer AS trainer, o.revision AS revision, e.repository AS "
         "repository,\n"
         "  e.repository_commit AS repository_commit, e.repository_dirty AS repository_dirty\n"
         "FROM results s JOIN runs r ON r.id = s.run_id AND r.group_id = s.group_id AND r.seed = s.seed\n"
         "JOIN groups g ON g.id = s.group_id JOIN datasets d ON d.id = g.dataset_id\n"
         "JOIN origins o ON o.id = g.origin_id JOIN environments e ON e.id = r.environment_id";
}

/// n, diverged, and per metric the mean and the standard deviation (n - 1 below) over the completed seeds.
/// The deviation takes two passes, so that it does not drown in rounding.
std::string groups_view(const ViewParts& parts) {
  const std::string means = parts.each_metric("  avg({0}) AS {1}");
  return "CREATE VIEW v_groups AS SELECT g.key AS group_key,\n" + parts.axes() +
         "  m.n AS n, m.completed AS completed, m.diverged AS diverged,\n" +
         parts.each_metric("  m.{1} AS {1}") + parts.each_metric("  d.{2} AS {2}") +
         "  (SELECT sum(wall_seconds) FROM runs r JOIN results s ON r.id = s.run_id WHERE s.group_id = g.id) "
         "AS\n"
         "  wall_seconds, a.hash AS dataset_hash, g.numerics_version AS numerics_version, g.setting_key AS "
         "setting_key,\n"
         "  o.trainer AS trainer, o.revision AS revision,\n"
         "  (SELECT sum(cpu_seconds) FROM runs r JOIN results s ON r.id = s.run_id WHERE s.group_id = g.id) "
         "AS\n"
         "  cpu_seconds\n"
         "FROM (SELECT group_id, count(*) AS n, sum(outcome = 'completed') AS completed,\n"
         "  sum(outcome = 'diverged') AS diverged,\n" +
         means +
         "  1 FROM results GROUP BY group_id) m\n"
         "JOIN (SELECT r.group_id AS group_id,\n" +
         parts.each_metric(
             "  sqrt(sum((r.{0} - k.{1}) * (r.{0} - k.{1})) / nullif(count(r.{0}) - 1, 0)) AS {2}") +
         "  1 FROM results r JOIN (SELECT group_id,\n" + means +
         "  1 FROM results GROUP BY group_id) k ON k.group_id = r.group_id GROUP BY r.group_id) d\n"
         "  ON d.group_id = m.group_id\n"
         "JOIN groups g ON g.id = m.group_id JOIN datasets a ON a.id = g.dataset_id JOIN origins o ON o.id = "
         "g.origin_id";
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
    "  coalesce(sum(v.outcome = 'diverged'), 0) AS diverged, coalesce(sum(r.wall_seconds), 0) AS "
    "wall_seconds,\n"
    "  sum(r.cpu_seconds) AS cpu_seconds\n"
    "FROM sweeps s JOIN sweep_runs p ON p.sweep_id = s.id LEFT JOIN runs r ON r.key = p.run_key\n"
    "LEFT JOIN results v ON v.group_id = r.group_id AND v.seed = r.seed GROUP BY s.id";

constexpr const char* metrics_view =
    "CREATE VIEW v_metrics AS SELECT name, column_name, split, quantity, unit, direction, share, "
    "each_epoch,\n"
    "  repeatable, meaning FROM metrics";

constexpr const char* notes_view = "CREATE VIEW v_notes AS SELECT kind, key, note, noted_at FROM notes";
constexpr const char* tags_view = "CREATE VIEW v_tags AS SELECT kind, key, tag FROM tags";

}  // namespace

const std::vector<std::string>& view_names() {
  static const std::vector<std::string> names = {"v_runs",   "v_groups",  "v_curves", "v_histograms",
                                                 "v_sweeps", "v_metrics", "v_notes",  "v_tags"};
  return names;
}

std::vector<std::string> view_definitions(SQLite::Database& database) {
  const ViewParts parts(database);
  return {runs_view(parts), groups_view(parts), curves_view, histograms_view,
          sweeps_view,      metrics_view,       notes_view,  tags_view};
}

}  // namespace tryall::sweeps
