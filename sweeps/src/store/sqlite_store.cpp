#include "tryall/sweeps/store/sqlite_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "store/new_store.hpp"
#include "store/schema.hpp"
#include "store/sqlite_guard.hpp"
#include "tryall/error.hpp"
#include "tryall/numerics.hpp"

namespace tryall::sweeps {
namespace {

void bind_number(SQLite::Statement& statement, int place, double value) {
  if (std::isfinite(value))
    statement.bind(place, value);
  else
    statement.bind(place);
}

/// {"train_loss": [0.5, 0.25], ...}: the curves that have values.
std::string curves_json(const RunResult& result) {
  nlohmann::json json = nlohmann::json::object();
  for (const Metric& metric : train::metrics())
    if (const auto& curve = result.curve(train::index_of(metric)); !curve.empty()) json[metric.name] = curve;
  return json.dump();
}

/// [{"epoch": 1, "layer": 0, "low": 0.0, "high": 4.5, "counts": [...]}, ...]
std::string histograms_json(const RunResult& result) {
  nlohmann::json json = nlohmann::json::array();
  for (const Histogram& histogram : result.histograms)
    json.push_back({{"epoch", histogram.epoch},
                    {"layer", histogram.layer},
                    {"low", histogram.low},
                    {"high", histogram.high},
                    {"counts", histogram.counts}});
  return json.dump();
}

std::string insert_run_sql() {
  std::string columns, marks, excluded;
  for (const Metric& metric : train::metrics()) {
    columns += metric.name + ", ";
    marks += "?, ";
    excluded += "excluded." + metric.name + ", ";
  }
  return fmt::format(
      "INSERT INTO runs(key, group_id, seed, outcome, message, epochs_done, steps_done, {}curves, "
      "histograms, flops, wall_seconds, "
      "finished_at, environment_id) VALUES(?, ?, ?, ?, ?, ?, ?, {}?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO "
      "UPDATE "
      "SET "
      "(outcome, message, epochs_done, steps_done, {}curves, histograms, flops, wall_seconds, finished_at, "
      "environment_id) = (excluded.outcome, excluded.message, excluded.epochs_done, excluded.steps_done, "
      "{}excluded.curves, excluded.histograms, excluded.flops, excluded.wall_seconds, excluded.finished_at, "
      "excluded.environment_id) WHERE runs.outcome IN ('failed', 'timed_out')",
      columns, marks, columns, excluded);
}

StoredRun stored_run(SQLite::Statement& row) {
  const SQLite::Column objective = row.getColumn(2);
  return {row.getColumn(0).getString(), outcome_from(row.getColumn(1).getString()).value_or(Outcome::failed),
          objective.isNull() ? std::numeric_limits<double>::quiet_NaN() : objective.getDouble()};
}

}  // namespace

SqliteStore::SqliteStore(const std::filesystem::path& file, LockPatience patience)
    : file_(file), lock_wait_(file, std::move(patience)) {
  if (!std::filesystem::exists(file_)) NewStore(file_).publish();
  guarded([&] {
    if (!is_empty_database(file_)) open_for_reading(file_);  // says best what is wrong with it
    database_ =
        std::make_unique<SQLite::Database>(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    lock_wait_.watch(*database_);
    database_->exec("PRAGMA journal_mode = WAL");
    database_->exec("PRAGMA synchronous = FULL");
    prepare_schema(*database_);
    database_->exec("PRAGMA foreign_keys = ON");
    // Runs come in any order of groups and keys: pages of the indices stay in memory, and are copied from the
    // log into the file together.
    database_->exec("PRAGMA cache_size = -65536");
    database_->exec("PRAGMA wal_autocheckpoint = 8192");
  });
}

SqliteStore::~SqliteStore() = default;

std::int64_t SqliteStore::begin_sweep(const SweepRecord& sweep, const std::vector<std::string>& run_keys) {
  return guarded([&] {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement insert(
        *database_,
        "INSERT INTO sweeps(name, spec, metric, direction, started_at) VALUES(?, ?, ?, ?, ?) "
        "ON CONFLICT(name, spec) DO UPDATE SET metric = excluded.metric, direction = "
        "excluded.direction, started_at = excluded.started_at RETURNING id");
    insert.bind(1, sweep.name);
    insert.bind(2, sweep.spec);
    insert.bind(3, sweep.metric);
    insert.bind(4, sweep.maximize ? "maximize" : "minimize");
    insert.bind(5, sweep.started_at);
    insert.executeStep();
    const std::int64_t id = insert.getColumn(0).getInt64();
    insert.reset();
    SQLite::Statement member(*database_, "INSERT OR IGNORE INTO sweep_runs(sweep_id, run_key) VALUES(?, ?)");
    for (const std::string& key : run_keys) {
      member.bind(1, id);
      member.bind(2, key);
      member.exec();
      member.reset();
    }
    transaction.commit();
    return id;
  });
}

std::vector<StoredRun> SqliteStore::stored_runs(std::int64_t sweep, const std::string& metric) {
  return guarded([&] {
    SQLite::Statement query(
        *database_, fmt::format("SELECT r.key, r.outcome, r.{} FROM sweep_runs p JOIN runs r ON r.key = "
                                "p.run_key WHERE p.sweep_id = ?",
                                train::find_metric(metric).name));
    query.bind(1, sweep);
    std::vector<StoredRun> runs;
    while (query.executeStep()) runs.push_back(stored_run(query));
    return runs;
  });
}

std::vector<StoredRun> find_runs(SQLite::Database& database, const std::vector<std::string>& run_keys,
                                 const std::string& metric) {
  SQLite::Statement query(database, fmt::format("SELECT key, outcome, {} FROM runs WHERE key = ?",
                                                train::find_metric(metric).name));
  std::vector<StoredRun> runs;
  for (const std::string& key : run_keys) {
    query.bind(1, key);
    if (query.executeStep()) runs.push_back(stored_run(query));
    query.reset();
  }
  return runs;
}

std::vector<StoredRun> SqliteStore::find(const std::vector<std::string>& run_keys,
                                         const std::string& metric) {
  return guarded([&] { return find_runs(*database_, run_keys, metric); });
}

std::int64_t SqliteStore::dataset_id(const Subject& dataset) {
  SQLite::Statement insert(
      *database_,
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

std::int64_t SqliteStore::group_id(const GroupRecord& group) {
  SQLite::Statement find(*database_, "SELECT id FROM groups WHERE key = ?");
  find.bind(1, group.key);
  if (find.executeStep()) return find.getColumn(0).getInt64();
  SQLite::Statement insert(
      *database_, "INSERT INTO groups(key, dataset_id, numerics_version, config) VALUES(?, ?, ?, ?)");
  insert.bind(1, group.key);
  insert.bind(2, dataset_id(group.subject));
  insert.bind(3, numerics_version);
  insert.bind(4, group.config);
  insert.exec();
  return database_->getLastInsertRowid();
}

std::int64_t SqliteStore::environment() {
  static const Environment here = Environment::current();  // read once, not at every commit
  SQLite::Statement insert(*database_,
                           "INSERT INTO environments(version, \"commit\", dirty, compiler, build_type, "
                           "instruction_set, eigen, cpu, host, system, flags, libraries) "
                           "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                           "ON CONFLICT DO UPDATE SET version = version RETURNING id");
  int place = 0;
  insert.bind(++place, here.version);
  insert.bind(++place, here.commit);
  insert.bind(++place, here.dirty ? 1 : 0);
  for (const std::string& text : {here.compiler, here.build_type, here.instruction_set, here.eigen, here.cpu,
                                  here.host, here.system, here.flags, here.libraries})
    insert.bind(++place, text);
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

void SqliteStore::keep(const std::vector<CheckpointRecord>& checkpoints,
                       const std::vector<std::string>& finished) {
  guarded([&] {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement remove(*database_,
                             "DELETE FROM checkpoints WHERE key = ? AND at_end = 0 AND steps_done < ?");
    const auto remove_before = [&](const std::string& key, std::int64_t steps_done) {
      remove.bind(1, key);
      remove.bind(2, steps_done);
      remove.exec();
      remove.reset();
    };
    SQLite::Statement insert(
        *database_,
        "INSERT INTO checkpoints(key, steps_done, epochs_done, at_end, state) VALUES(?, ?, ?, ?, ?) "
        "ON CONFLICT(key, steps_done) DO UPDATE SET at_end = max(at_end, excluded.at_end)");
    for (const CheckpointRecord& record : checkpoints) {
      remove_before(record.key, record.checkpoint.steps_done);
      insert.bind(1, record.key);
      insert.bind(2, record.checkpoint.steps_done);
      insert.bind(3, record.checkpoint.epochs_done);
      insert.bind(4, record.at_end ? 1 : 0);
      insert.bindNoCopy(5, record.checkpoint.state.data(), static_cast<int>(record.checkpoint.state.size()));
      insert.exec();
      insert.reset();
    }
    for (const std::string& key : finished) remove_before(key, std::numeric_limits<std::int64_t>::max());
    transaction.commit();
  });
}

std::vector<CheckpointFacts> SqliteStore::checkpoints() {
  return guarded([&] {
    SQLite::Statement query(*database_, "SELECT key, epochs_done, steps_done FROM checkpoints");
    std::vector<CheckpointFacts> facts;
    while (query.executeStep())
      facts.push_back(
          {query.getColumn(0).getString(), query.getColumn(1).getInt64(), query.getColumn(2).getInt64()});
    return facts;
  });
}

std::optional<Checkpoint> SqliteStore::checkpoint(const std::string& key, std::int64_t steps_done) {
  return guarded([&]() -> std::optional<Checkpoint> {
    const auto database = open_for_reading(file_);  // a connection of its own, for any thread
    SQLite::Statement query(*database,
                            "SELECT epochs_done, state FROM checkpoints WHERE key = ? AND steps_done = ?");
    query.bind(1, key);
    query.bind(2, steps_done);
    if (!query.executeStep()) return std::nullopt;
    const SQLite::Column state = query.getColumn(1);
    const auto* bytes = static_cast<const std::byte*>(state.getBlob());
    return Checkpoint{query.getColumn(0).getInt64(), steps_done, {bytes, bytes + state.getBytes()}};
  });
}

void SqliteStore::add(const std::vector<RunRecord>& runs) {
  guarded([&] {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t environment_id = environment();
    SQLite::Statement insert(*database_, insert_run_sql());
    SQLite::Statement let_go(*database_, "DELETE FROM claims WHERE run_key = ?");
    for (const RunRecord& run : runs) {
      int place = 0;
      insert.bind(++place, run.key);
      insert.bind(++place, group_id(*run.group));
      insert.bind(++place, static_cast<std::int64_t>(run.seed));
      insert.bind(++place, std::string(to_text(run.result.outcome)));
      insert.bind(++place, run.result.message);
      insert.bind(++place, run.result.epochs_done);
      insert.bind(++place, run.result.steps_done);
      for (std::size_t i = 0; i < train::metrics().size(); ++i)
        bind_number(insert, ++place, run.result.value(i));
      insert.bind(++place, curves_json(run.result));
      insert.bind(++place, histograms_json(run.result));
      insert.bind(++place, run.result.flops);
      insert.bind(++place, run.result.wall_seconds);
      insert.bind(++place, run.finished_at);
      insert.bind(++place, environment_id);
      insert.exec();
      insert.reset();
      let_go.bind(1, run.key);
      let_go.exec();
      let_go.reset();
    }
    transaction.commit();
  });
}

}  // namespace tryall::sweeps
