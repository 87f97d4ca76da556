#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "time_limit.hpp"
#include "tryall/experiment/vocabulary.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::reports {

/// A store that is open for reading, and what was read of it once.
struct Connection {
  std::filesystem::path file;
  TimeLimit time_limit = {};
  std::unique_ptr<SQLite::Database> database;
  std::shared_ptr<const Vocabulary> vocabulary = {};
  std::vector<std::string> columns = {};  ///< Of the metrics, as SQL writes them.
  std::vector<sweeps::StoredOrigin> origins = {};
  std::optional<SQLite::Statement> curves = {};  ///< Prepared when it is first needed.
};

/// Inside a handler: throws an Error on; what else a question met comes from what the store holds, and
/// becomes an Error that names the store.
[[noreturn]] void fail_answer(const Connection& store);

/// Steps to the row of `table` that others refer to by this id. Throws Error where it is missing.
void step_to_row(SQLite::Statement& query, const Connection& store, const char* table, std::int64_t id);

}  // namespace tryall::reports
