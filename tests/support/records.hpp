#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

#include "fake_trainer.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::testing {

/// A group of the config, as the store keeps it.
inline sweeps::GroupRecord group_record(const Config& config) {
  FakeTrainer trainer;
  sweeps::Subject subject = trainer.subject(config);
  std::string key = sweeps::group_key(config, subject.hash);
  return {std::move(key), sweeps::setting_key(config), sweeps::canonical_text(config), std::move(subject)};
}

/// The default config with another learning rate.
inline Config config_with(double learning_rate) { return config_of({.learning_rate = learning_rate}); }

/// A finished run; `group` outlives it.
inline sweeps::RunRecord run_record(const sweeps::GroupRecord& group, std::uint64_t seed,
                                    train::RunResult result) {
  return {sweeps::run_key(group.key, seed), &group, seed, std::move(result), "2026-01-31T12:00:00Z"};
}

/// Executes SQL on a file beside the store's own code; makes the file where there is none.
inline void run_sql(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
}

/// What a query answers: rows of texts, NULL as "null".
inline std::vector<std::vector<std::string>> answers(SQLite::Database& database, const std::string& sql) {
  std::vector<std::vector<std::string>> rows;
  SQLite::Statement query(database, sql);
  while (query.executeStep()) {
    std::vector<std::string>& row = rows.emplace_back();
    for (int i = 0; i < query.getColumnCount(); ++i)
      row.push_back(query.getColumn(i).isNull() ? "null" : query.getColumn(i).getString());
  }
  return rows;
}

inline std::vector<std::vector<std::string>> answers(const std::filesystem::path& store,
                                                     const std::string& sql) {
  return answers(*sweeps::open_for_reading(store), sql);
}

/// The only number of a query's only row.
inline double number(const std::filesystem::path& store, const std::string& sql) {
  return sweeps::open_for_reading(store)->execAndGet(sql).getDouble();
}

/// The file of a store's checkpoints.
inline std::filesystem::path checkpoints_of(const std::filesystem::path& store) {
  return store.string() + "-checkpoints";
}

/// What a query about a store's checkpoints answers; nothing where there is no file of them.
inline std::vector<std::vector<std::string>> checkpoint_answers(const std::filesystem::path& store,
                                                                const std::string& sql) {
  if (!std::filesystem::exists(checkpoints_of(store))) return {};
  SQLite::Database database(checkpoints_of(store).string(), SQLite::OPEN_READONLY);
  return answers(database, sql);
}

}  // namespace tryall::testing
