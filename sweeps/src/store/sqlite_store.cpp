#include "tryall/sweeps/store/sqlite_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <limits>

#include "store/file/new_store.hpp"
#include "store/file/open_database.hpp"
#include "store/file/wal.hpp"
#include "store/run_writer.hpp"
#include "store/schema/schema.hpp"
#include "store/sqlite_guard.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"
#include "tryall/sweeps/store/wait_for_store.hpp"

namespace tryall::sweeps {
namespace {

StoredRun stored_run(SQLite::Statement& row) {
  const SQLite::Column objective = row.getColumn(2);
  return {row.getColumn(0).getString(), outcome_from(row.getColumn(1).getString()).value_or(Outcome::failed),
          objective.isNull() ? std::numeric_limits<double>::quiet_NaN() : objective.getDouble()};
}

}  // namespace

SqliteStore::SqliteStore(const std::filesystem::path& file, LockPatience patience,
                         std::int64_t checkpoint_bytes)
    : connection_(std::make_unique<Connection>(file, patience, checkpoint_bytes)) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) NewStore(file).publish();
  wait_for_store(file, std::move(patience));
  try {
    if (!is_empty_database(file)) open_for_reading(file);  // says best what is wrong with it
    connection_->database = open_database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Database& database = *connection_->database;
    connection_->lock_wait.watch(database);
    enter_wal(database);
    database.exec("PRAGMA synchronous = FULL");
    prepare_schema(file, database);
    connection_->checkpoints.take_over(database);
    database.exec("PRAGMA foreign_keys = ON");
    // Runs come in any order of groups and keys: pages of the indices stay in memory, and are copied from the
    // log into the file together.
    database.exec("PRAGMA cache_size = -65536");
    database.exec("PRAGMA wal_autocheckpoint = 8192");
    connection_->place.emplace(file, database);
  } catch (...) {
    fail_with(file, std::current_exception());
  }
}

SqliteStore::~SqliteStore() = default;

SqliteStore::Connection::~Connection() {
  if (!database) return;
  if (!lost && place && place->loss()) {
    leave_logs(*database);
    return;
  }
  if (saved)
    settle(*database);  // the file in which it was
  else if (!lost)
    close_without_wal(database, file, note);
}

void SqliteStore::Connection::look_for_loss() {
  if (lost || !place) return;
  const auto loss = place->loss();
  if (!loss) return;
  LostStore saved_store = save_lost_store(file, *database, *loss);
  lost = saved_store.error;
  saved = saved_store.database != nullptr;
  if (!saved) return;
  database = std::move(saved_store.database);
  lock_wait.watch(*database);
}

void SqliteStore::Connection::check_place() {
  look_for_loss();
  if (lost) std::rethrow_exception(lost);
}

namespace {

void insert_members(SQLite::Database& database, std::int64_t sweep,
                    const std::vector<std::string>& run_keys) {
  SQLite::Statement member(database, "INSERT OR IGNORE INTO sweep_runs(sweep_id, run_key) VALUES(?, ?)");
  for (const std::string& key : run_keys) {
    member.bind(1, sweep);
    member.bind(2, key);
    member.exec();
    member.reset();
  }
}

}  // namespace

void SqliteStore::add_members(std::int64_t sweep, const std::vector<std::string>& run_keys) {
  guarded([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    insert_members(database, sweep, run_keys);
    transaction.commit();
  });
}

std::int64_t SqliteStore::begin_sweep(const SweepRecord& sweep, const std::vector<std::string>& run_keys) {
  remove_half_made(connection_->file);
  return guarded([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    add_vocabulary(database, sweep.origin, sweep.vocabulary.get());
    SQLite::Statement insert(
        database,
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
    insert_members(database, id, run_keys);
    transaction.commit();
    return id;
  });
}

std::vector<StoredRun> SqliteStore::stored_runs(std::int64_t sweep, const std::string& metric) {
  return guarded([&](SQLite::Database& database) {
    SQLite::Statement query(
        database,
        fmt::format("SELECT r.key, s.outcome, s.{} FROM sweep_runs p JOIN runs r ON r.key = p.run_key "
                    "JOIN results s ON s.group_id = r.group_id AND s.seed = r.seed WHERE p.sweep_id = ?",
                    quoted_name(metric_column(database, metric))));
    query.bind(1, sweep);
    std::vector<StoredRun> runs;
    while (query.executeStep()) runs.push_back(stored_run(query));
    return runs;
  });
}

std::vector<StoredRun> find_runs(SQLite::Database& database, const std::vector<std::string>& run_keys,
                                 const std::string& metric) {
  SQLite::Statement query(
      database,
      fmt::format("SELECT r.key, s.outcome, s.{} FROM runs r JOIN results s ON s.group_id = r.group_id "
                  "AND s.seed = r.seed WHERE r.key = ?",
                  quoted_name(metric_column(database, metric))));
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
  return guarded([&](SQLite::Database& database) { return sweeps::find_runs(database, run_keys, metric); });
}

void SqliteStore::add(const std::vector<RunRecord>& runs) {
  saved([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    {
      RunWriter writer(database, runs);
      for (const RunRecord& run : runs) writer.write(run);
    }
    transaction.commit();
  });
}

void SqliteStore::check() {
  guarded([](SQLite::Database&) {});
}

}  // namespace tryall::sweeps
