#pragma once

#include <SQLiteCpp/Database.h>

namespace tryall::sweeps {

/// Copies the store's log into its file, as far as others at work on the store allow, so that the file alone
/// holds everything. Does not wait and does not fail: what stays in the log is safe there.
void settle(SQLite::Database& database);

/// The same of a store that no one else has: the log is empty afterwards. Throws SQLite::Exception.
void settle_all(SQLite::Database& database);

}  // namespace tryall::sweeps
