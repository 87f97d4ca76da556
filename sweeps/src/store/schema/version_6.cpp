#include "store/schema/version_6.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tryall/error.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::sweeps {

/// `runs.group_id` names no table: looking for its rows would need one more index.
const char* const changes_of_version_6 = R"sql(
CREATE TABLE origins(
  id INTEGER PRIMARY KEY,
  trainer TEXT NOT NULL,
  revision TEXT NOT NULL,
  axes TEXT NOT NULL,
  UNIQUE(trainer, revision, axes));
INSERT INTO origins(id, trainer, revision, axes) VALUES(1, '', '', '');
ALTER TABLE groups ADD COLUMN setting_key TEXT NOT NULL DEFAULT '';
ALTER TABLE groups ADD COLUMN origin_id INTEGER NOT NULL DEFAULT 1 REFERENCES origins(id);
CREATE TABLE metrics(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  column_name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  split TEXT NOT NULL CHECK(split IN ('none', 'train', 'validation', 'test')),
  quantity TEXT NOT NULL,
  unit TEXT NOT NULL,
  meaning TEXT NOT NULL,
  direction TEXT NOT NULL CHECK(direction IN ('maximize', 'minimize')),
  share INTEGER NOT NULL,
  each_epoch INTEGER NOT NULL,
  repeatable INTEGER NOT NULL);
CREATE TABLE results(
  group_id INTEGER NOT NULL REFERENCES groups(id),
  seed INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK(outcome IN ('completed', 'diverged', 'pruned', 'timed_out', 'failed')),
  train_loss REAL,
  train_accuracy REAL,
  train_rmse REAL,
  validation_loss REAL,
  validation_accuracy REAL,
  validation_top5_accuracy REAL,
  validation_macro_f1 REAL,
  validation_rmse REAL,
  validation_mae REAL,
  validation_r2 REAL,
  test_loss REAL,
  test_accuracy REAL,
  test_top5_accuracy REAL,
  test_macro_f1 REAL,
  test_rmse REAL,
  test_mae REAL,
  test_r2 REAL,
  gradient_norm REAL,
  weight_norm REAL,
  zero_weights REAL,
  dead_units REAL,
  PRIMARY KEY(group_id, seed)) WITHOUT ROWID;
INSERT INTO results SELECT group_id, seed, id, outcome, train_loss, train_accuracy, train_rmse, validation_loss,
  validation_accuracy, validation_top5_accuracy, validation_macro_f1, validation_rmse, validation_mae,
  validation_r2, test_loss, test_accuracy, test_top5_accuracy, test_macro_f1, test_rmse, test_mae, test_r2,
  gradient_norm, weight_norm, zero_weights, dead_units FROM runs ORDER BY group_id, seed;
CREATE TABLE environments_of_version_6(
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
  repository TEXT NOT NULL,
  repository_commit TEXT NOT NULL,
  repository_dirty INTEGER NOT NULL,
  UNIQUE(version, "commit", dirty, compiler, build_type, instruction_set, eigen, cpu, host, system, flags,
         libraries, repository, repository_commit, repository_dirty));
INSERT INTO environments_of_version_6 SELECT *, '', '', 0 FROM environments;
CREATE TABLE runs_of_version_6(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  group_id INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  message TEXT NOT NULL,
  epochs_done INTEGER NOT NULL,
  steps_done INTEGER NOT NULL,
  curves TEXT NOT NULL CHECK(json_valid(curves)),
  histograms TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(histograms)),
  flops REAL,
  cpu_seconds REAL,
  wall_seconds REAL NOT NULL,
  finished_at TEXT NOT NULL,
  environment_id INTEGER NOT NULL REFERENCES environments(id));
INSERT INTO runs_of_version_6 SELECT id, key, group_id, seed, message, epochs_done, steps_done, curves, histograms,
  flops, NULL, wall_seconds, finished_at, environment_id FROM runs;
DROP TABLE runs;
DROP TABLE environments;
ALTER TABLE environments_of_version_6 RENAME TO environments;
ALTER TABLE runs_of_version_6 RENAME TO runs;
CREATE TABLE notes(
  kind TEXT NOT NULL CHECK(kind IN ('sweep', 'group', 'run')),
  key TEXT NOT NULL,
  note TEXT NOT NULL,
  noted_at TEXT NOT NULL,
  PRIMARY KEY(kind, key)) WITHOUT ROWID;
CREATE TABLE tags(
  kind TEXT NOT NULL CHECK(kind IN ('sweep', 'group', 'run')),
  key TEXT NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY(kind, key, tag)) WITHOUT ROWID;
)sql";

void fill_setting_keys(SQLite::Database& database) {
  SQLite::Statement groups(database, "SELECT id, config FROM groups");
  SQLite::Statement update(database, "UPDATE groups SET setting_key = ? WHERE id = ?");
  while (groups.executeStep()) {
    try {
      update.bind(1, setting_key(config_from_json(train::training_axes(),
                                                  nlohmann::json::parse(groups.getColumn(1).getString()))));
    } catch (const std::exception&) {
      continue;
    }
    update.bind(2, groups.getColumn(0).getInt64());
    update.exec();
    update.reset();
  }
}

/// The old tables go when all is copied.
void check_room_for_version_6(SQLite::Database& database) {
  const std::string& file = database.getFilename();
  if (file.empty() || file == ":memory:") return;
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) return;
  const auto space = std::filesystem::space(std::filesystem::absolute(file).parent_path(), error);
  if (!error && space.available < size)
    throw Error(ErrorCode::failed,
                fmt::format("{}: was written by an older tryall and must be upgraded, which needs as much "
                            "disk space again ({} bytes; {} are free); nothing was changed",
                            file, size, space.available));
}

}  // namespace tryall::sweeps
