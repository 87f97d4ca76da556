#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "tryall/experiment/vocabulary.hpp"

namespace tryall::reports {

/// A store that is open for reading, and what was read of it once.
struct Connection {
  std::filesystem::path file;
  std::unique_ptr<SQLite::Database> database;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::optional<SQLite::Statement> curves = {};  ///< Prepared when it is first needed.
};

}  // namespace tryall::reports
