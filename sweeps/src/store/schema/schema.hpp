#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace tryall::sweeps {

/// Brings an open database to this version: makes the tables where there are none, migrates older ones, and
/// makes the views anew where they differ from what this version says. Throws Error, which names `file`,
/// where the tables are not a store's.
void prepare_schema(const std::filesystem::path& file, SQLite::Database& database);

/// Brings the tables of a store of any older version, or of an empty file, up to `schema_version`. Inside a
/// transaction of the caller.
void migrate(SQLite::Database& database);

/// Makes the views anew that differ from what this version says for the store's axes and metrics. Inside a
/// transaction of the caller.
void refresh_views(SQLite::Database& database);

/// The views' names, and in the same order the SQL that makes them.
const std::vector<std::string>& view_names();
std::vector<std::string> view_definitions(SQLite::Database& database);

}  // namespace tryall::sweeps
