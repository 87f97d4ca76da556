#pragma once

#include <SQLiteCpp/Database.h>

#include <memory>
#include <string>

namespace tryall::sweeps {

/// Opens a SQLite file as one that may come from anyone: its triggers are not run, its views, defaults and
/// checks call harmless functions alone (where SQLite knows its JSON functions to be), and SQL cannot reach
/// SQLite's own tables. `name` and
/// `flags` as of SQLite::Database; another program's lock is waited for so long. Throws SQLite::Exception.
std::unique_ptr<SQLite::Database> open_database(const std::string& name, int flags,
                                                int patience_milliseconds = 0);

}  // namespace tryall::sweeps
