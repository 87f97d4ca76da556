#pragma once

#include <filesystem>
#include <string>

namespace SQLite {
class Database;
}

namespace tryall::sweeps {

/// Throws Error where a living process works on one of the sweeps whose ids a query gives. `what` is what is
/// refused: "deleted".
void refuse_while_running(SQLite::Database& database, const std::filesystem::path& store,
                          const std::string& ids_query, const std::string& what);

}  // namespace tryall::sweeps
