#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

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

}  // namespace tryall::reports
