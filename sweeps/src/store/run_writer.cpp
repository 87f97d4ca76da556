#include "store/run_writer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "store/schema/schema.hpp"
#include "tryall/numerics.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"
#include "tryall/train/metric.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::sweeps {
namespace {

void bind_number(SQLite::Statement& statement, int place, double value) {
  if (std::isfinite(value))
    statement.bind(place, value);
  else
    statement.bind(place);
}

/// The metrics of a group's runs.
const std::vector<Metric>& metrics_of(const Vocabulary* vocabulary) {
  return vocabulary == nullptr ? train::metrics() : vocabulary->metrics;
}

/// {"train_loss": [0.5, 0.25], ...}: the curves that have values.
std::string curves_text(const std::vector<Metric>& metrics, const RunResult& result) {
  nlohmann::json json = nlohmann::json::object();
  for (std::size_t i = 0; i < metrics.size(); ++i)
    if (const auto& curve = result.curve(i); !curve.empty()) json[metrics[i].name] = curve;
  for (const FurtherMetric& further : result.further)
    if (!further.curve.empty()) json[further.metric.name] = further.curve;
  return json.dump();
}

/// [{"epoch": 1, "layer": 0, "low": 0.0, "high": 4.5, "counts": [...]}, ...]
std::string histograms_text(const RunResult& result) {
  nlohmann::json json = nlohmann::json::array();
  for (const Histogram& histogram : result.histograms)
    json.push_back({{"epoch", histogram.epoch},
                    {"layer", histogram.layer},
                    {"low", histogram.low},
                    {"high", histogram.high},
                    {"counts", histogram.counts}});
  return json.dump();
}

/// What is stored of a run beside its result, from `place` on.
void bind_run(SQLite::Statement& statement, int place, const RunRecord& run, std::int64_t environment) {
  const RunResult& result = run.result;
  statement.bind(place++, result.message);
  statement.bind(place++, result.epochs_done);
  statement.bind(place++, result.steps_done);
  statement.bind(place++, curves_text(metrics_of(run.group->vocabulary.get()), result));
  statement.bind(place++, histograms_text(result));
  statement.bind(place++, result.flops);
  statement.bind(place++, result.cpu_seconds);
  statement.bind(place++, result.wall_seconds);
  statement.bind(place++, run.finished_at);
  statement.bind(place, environment);
}

constexpr const char* insert_run_sql =
    "INSERT INTO runs(key, group_id, seed, message, epochs_done, steps_done, curves, histograms, flops, "
    "cpu_seconds, "
    "wall_seconds, finished_at, environment_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON "
    "CONFLICT(key) DO "
    "NOTHING";

constexpr const char* replaceable_run_sql =
    "SELECT r.id, r.group_id FROM runs r JOIN results s ON s.group_id = r.group_id AND s.seed = r.seed WHERE "
    "r.key = "
    "? AND s.outcome IN ('failed', 'timed_out')";

constexpr const char* update_run_sql =
    "UPDATE runs SET (message, epochs_done, steps_done, curves, histograms, flops, cpu_seconds, "
    "wall_seconds, "
    "finished_at, environment_id) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?";

/// The id of this process's environment, whose row is made where there is none.
std::int64_t environment_id(SQLite::Database& database) {
  const Environment& here = Environment::current();
  SQLite::Statement insert(
      database,
      "INSERT INTO environments(version, \"commit\", compiler, build_type, instruction_set, eigen, "
      "cpu, host, system, flags, libraries, repository, repository_commit, dirty, "
      "repository_dirty) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT DO UPDATE SET version = version RETURNING id");
  int place = 0;
  for (const std::string& text :
       {here.version, here.commit, here.compiler, here.build_type, here.instruction_set, here.eigen, here.cpu,
        here.host, here.system, here.flags, here.libraries, here.repository, here.repository_commit})
    insert.bind(++place, text);
  insert.bind(++place, here.dirty ? 1 : 0);
  insert.bind(++place, here.repository_dirty ? 1 : 0);
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

std::map<std::string, std::string> columns_by_metric(SQLite::Database& database) {
  std::map<std::string, std::string> columns;
  for (StoredMetric& one : stored_metrics(database)) columns[one.metric.name] = quoted_name(one.column);
  return columns;
}

}  // namespace

std::int64_t add_vocabulary(SQLite::Database& database, const Origin& origin, const Vocabulary* vocabulary) {
  const auto [id, new_axes] =
      add_origin(database, origin, vocabulary == nullptr ? train::training_axes() : vocabulary->axes);
  const bool new_metrics = add_metrics(database, metrics_of(vocabulary));
  if (new_axes || new_metrics) refresh_views(database);
  return id;
}

RunWriter::Origins::key_type RunWriter::origin_of(const GroupRecord& group) {
  return {group.origin.trainer, group.origin.revision, group.vocabulary.get()};
}

RunWriter::Origins RunWriter::add_vocabularies(SQLite::Database& database,
                                               const std::vector<RunRecord>& runs) {
  Origins origins;
  std::vector<Metric> further;
  for (const RunRecord& run : runs) {
    const auto [place, fresh] = origins.emplace(origin_of(*run.group), 0);
    if (fresh) place->second = add_vocabulary(database, run.group->origin, run.group->vocabulary.get());
    for (const FurtherMetric& one : run.result.further) further.push_back(one.metric);
  }
  if (!further.empty() && add_metrics(database, further)) refresh_views(database);
  return origins;
}

RunWriter::RunWriter(SQLite::Database& database, const std::vector<RunRecord>& runs)
    : database_(database),
      origins_(add_vocabularies(database, runs)),
      columns_(columns_by_metric(database)),
      environment_(environment_id(database)),
      insert_(database, insert_run_sql),
      replaceable_(database, replaceable_run_sql),
      update_(database, update_run_sql),
      let_go_(database, "DELETE FROM claims WHERE run_key = ?") {}

void RunWriter::write(const RunRecord& run) {
  const std::int64_t group = group_id(*run.group);
  if (insert_run(run, group))
    write_result(run, group, database_.getLastInsertRowid());
  else if (replace_run(run))
    write_result(run, group, replaceable_.getColumn(0).getInt64());
  replaceable_.reset();
  let_go_.bind(1, run.key);
  let_go_.exec();
  let_go_.reset();
}

bool RunWriter::insert_run(const RunRecord& run, std::int64_t group) {
  insert_.reset();
  insert_.bind(1, run.key);
  insert_.bind(2, group);
  insert_.bind(3, static_cast<std::int64_t>(run.seed));
  bind_run(insert_, 4, run, environment_);
  return insert_.exec() == 1;
}

bool RunWriter::replace_run(const RunRecord& run) {
  replaceable_.bind(1, run.key);
  if (!replaceable_.executeStep()) return false;
  constexpr int values = 10;
  update_.reset();
  bind_run(update_, 1, run, environment_);
  update_.bind(values + 1, replaceable_.getColumn(0).getInt64());
  update_.exec();
  return true;
}

void RunWriter::write_result(const RunRecord& run, std::int64_t group, std::int64_t run_id) {
  SQLite::Statement& statement = result_statement(*run.group);
  statement.reset();
  int place = 0;
  statement.bind(++place, group);
  statement.bind(++place, static_cast<std::int64_t>(run.seed));
  statement.bind(++place, run_id);
  statement.bind(++place, std::string(to_text(run.result.outcome)));
  for (std::size_t i = 0; i < metrics_of(run.group->vocabulary.get()).size(); ++i)
    bind_number(statement, ++place, run.result.value(i));
  statement.exec();
  for (const FurtherMetric& further : run.result.further) {
    SQLite::Statement set(database_, fmt::format("UPDATE results SET {} = ? WHERE group_id = ? AND seed = ?",
                                                 columns_.at(further.metric.name)));
    bind_number(set, 1, further.value);
    set.bind(2, group);
    set.bind(3, static_cast<std::int64_t>(run.seed));
    set.exec();
  }
}

SQLite::Statement& RunWriter::result_statement(const GroupRecord& group) {
  const auto known = results_.find(group.vocabulary.get());
  if (known != results_.end()) return known->second;
  std::string columns, marks;
  for (const Metric& metric : metrics_of(group.vocabulary.get())) {
    columns += ", " + columns_.at(metric.name);
    marks += ", ?";
  }
  const std::string sql =
      fmt::format("INSERT OR REPLACE INTO results(group_id, seed, run_id, outcome{}) VALUES(?, ?, ?, ?{})",
                  columns, marks);
  return results_.try_emplace(group.vocabulary.get(), database_, sql).first->second;
}

std::int64_t RunWriter::dataset_id(const Subject& dataset) {
  SQLite::Statement insert(
      database_,
      "INSERT INTO datasets(hash, name, samples, test_samples, features, classes, task) "
      "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(hash) DO UPDATE SET name = name RETURNING id");
  insert.bind(1, dataset.hash);
  insert.bind(2, dataset.name);
  const std::size_t counts[] = {dataset.samples, dataset.test_samples, dataset.features, dataset.classes};
  for (int i = 0; i < 4; ++i) insert.bind(3 + i, static_cast<std::int64_t>(counts[i]));
  insert.bind(7, std::string(to_text(dataset.task)));
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

std::int64_t RunWriter::group_id(const GroupRecord& group) {
  const auto [known, fresh] = groups_.emplace(&group, 0);
  if (!fresh) return known->second;
  SQLite::Statement find(database_, "SELECT id FROM groups WHERE key = ?");
  find.bind(1, group.key);
  if (find.executeStep()) return known->second = find.getColumn(0).getInt64();
  SQLite::Statement insert(
      database_,
      "INSERT INTO groups(key, dataset_id, numerics_version, config, setting_key, origin_id) "
      "VALUES(?, ?, ?, ?, ?, ?)");
  insert.bind(1, group.key);
  insert.bind(2, dataset_id(group.subject));
  insert.bind(3, group.origin.is_own() ? numerics_version : 0);
  insert.bind(4, group.config);
  insert.bind(5, group.setting_key);
  insert.bind(6, origins_.at(origin_of(group)));
  insert.exec();
  return known->second = database_.getLastInsertRowid();
}

}  // namespace tryall::sweeps
