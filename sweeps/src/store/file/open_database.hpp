#pragma once

#include <SQLiteCpp/Database.h>

#include <memory>
#include <string>

namespace tryall::sweeps {

/// Throws Error for what is there and is neither a regular file nor a folder: opening a pipe would wait for
/// ever.
void check_is_file(const std::filesystem::path& file);

/// Opens a SQLite file as one that may come from anyone: its triggers are not run, its views, defaults and
/// checks call harmless functions alone (where SQLite knows its JSON functions to be), and SQL cannot reach
/// SQLite's own tables. `name` and
/// `flags` as of SQLite::Database; another program's lock is waited for so long. Throws SQLite::Exception.
std::unique_ptr<SQLite::Database> open_database(const std::string& name, int flags,
                                                int patience_milliseconds = 0);

}  // namespace tryall::sweeps
