#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "store/schema/schema.hpp"
#include "store/schema/version_6.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

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

/// Every metric of the library, histograms, and what a dataset is for.
constexpr const char* changes_of_version_2 = R"sql(
ALTER TABLE runs ADD COLUMN train_rmse REAL;
ALTER TABLE runs ADD COLUMN validation_top5_accuracy REAL;
ALTER TABLE runs ADD COLUMN validation_macro_f1 REAL;
ALTER TABLE runs ADD COLUMN validation_rmse REAL;
ALTER TABLE runs ADD COLUMN validation_mae REAL;
ALTER TABLE runs ADD COLUMN validation_r2 REAL;
ALTER TABLE runs ADD COLUMN test_top5_accuracy REAL;
ALTER TABLE runs ADD COLUMN test_macro_f1 REAL;
ALTER TABLE runs ADD COLUMN test_rmse REAL;
ALTER TABLE runs ADD COLUMN test_mae REAL;
ALTER TABLE runs ADD COLUMN test_r2 REAL;
ALTER TABLE runs ADD COLUMN gradient_norm REAL;
ALTER TABLE runs ADD COLUMN weight_norm REAL;
ALTER TABLE runs ADD COLUMN zero_weights REAL;
ALTER TABLE runs ADD COLUMN dead_units REAL;
ALTER TABLE runs ADD COLUMN histograms TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(histograms));
ALTER TABLE datasets ADD COLUMN task TEXT NOT NULL DEFAULT 'classification'
  CHECK(task IN ('classification', 'regression', 'function'));
)sql";

/// Trainings under way, and ends that a longer training can go on from.
constexpr const char* changes_of_version_3 = R"sql(
CREATE TABLE checkpoints(
  key TEXT NOT NULL,
  steps_done INTEGER NOT NULL,
  epochs_done INTEGER NOT NULL,
  at_end INTEGER NOT NULL,
  state BLOB NOT NULL,
  kept_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  PRIMARY KEY(key, steps_done)) WITHOUT ROWID;
)sql";

/// Processes that run sweeps, which runs each has taken on, and what programs were built with (a table's
/// UNIQUE cannot be changed, so environments are copied). An index that holds all that ranking groups asks.
/// Baselines by name.
constexpr const char* changes_of_version_4 = R"sql(
CREATE TABLE sessions(
  id INTEGER PRIMARY KEY,
  sweep_id INTEGER NOT NULL REFERENCES sweeps(id),
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  process_start TEXT NOT NULL,
  jobs INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ended_at TEXT,
  progress TEXT NOT NULL DEFAULT '{}' CHECK(json_valid(progress)));
CREATE TABLE claims(
  run_key TEXT PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions(id)) WITHOUT ROWID;
CREATE TABLE environments_of_version_4(
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
  flags TEXT NOT NULL,
  libraries TEXT NOT NULL,
  UNIQUE(version, "commit", dirty, compiler, build_type, instruction_set, eigen, cpu, host, system, flags,
         libraries));
INSERT INTO environments_of_version_4 SELECT *, '', '' FROM environments;
DROP TABLE environments;
ALTER TABLE environments_of_version_4 RENAME TO environments;
CREATE INDEX runs_by_group ON runs(group_id, seed, outcome, train_loss, train_accuracy, validation_loss,
  validation_accuracy, test_loss, test_accuracy, train_rmse, validation_top5_accuracy, validation_macro_f1,
  validation_rmse, validation_mae, validation_r2, test_top5_accuracy, test_macro_f1, test_rmse, test_mae,
  test_r2, gradient_norm, weight_norm, zero_weights, dead_units);
CREATE TABLE baselines(
  name TEXT PRIMARY KEY,
  created_at TEXT NOT NULL,
  document TEXT NOT NULL CHECK(json_valid(document))) WITHOUT ROWID;
)sql";

/// What a run cost in floating-point operations; NULL in runs of older programs.
constexpr const char* changes_of_version_5 = "ALTER TABLE runs ADD COLUMN flops REAL";

/// What leads from each version to the next, from an empty file on. What landed once is never changed.
const char* const version_steps[] = {tables_version_1,     changes_of_version_2, changes_of_version_3,
                                     changes_of_version_4, changes_of_version_5, changes_of_version_6};
static_assert(std::size(version_steps) == schema_version);

}  // namespace

void migrate(SQLite::Database& database) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  require(version >= 0, "a store's version is checked before it is brought up to date");
  constexpr int with_origins = 6;
  if (version > 0 && version < with_origins) check_room_for_version_6(database);
  for (int next = version; next < schema_version; ++next) database.exec(version_steps[next]);
  if (version > 0 && version < with_origins) fill_setting_keys(database);
  if (version == 0) database.exec(fmt::format("PRAGMA application_id = {}", application_id));
  if (version < schema_version) database.exec(fmt::format("PRAGMA user_version = {}", schema_version));
}

}  // namespace tryall::sweeps
