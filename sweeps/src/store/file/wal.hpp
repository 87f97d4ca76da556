#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace tryall::sweeps {

/// Gives the store a log, so that readers and a writer do not wait for each other. Waits for what others do
/// in it as the connection does. Throws SQLite::Exception.
void enter_wal(SQLite::Database& database);

/// Copies the store's log into its file, as far as others at work on the store allow, so that the file alone
/// holds everything. Does not wait and does not throw: what stays in the log is safe there. Returns SQLite's
/// code.
int settle(SQLite::Database& database);

/// The same of a store that no one else has: the log is empty afterwards. Throws SQLite::Exception.
void settle_all(SQLite::Database& database);

/// Settles and closes the connection and puts the store back into one file that asks for no log, so that it
/// can be read where nothing can be written: a read-only mount, a snapshot. Where others have it open, the
/// last of them does it; those that close it at the same time try again, without it in between. Throws
/// nothing; where the disk does not take the log into the file, `note` is told so, a line: the log is kept.
void close_without_wal(std::unique_ptr<SQLite::Database>& database, const std::filesystem::path& file,
                       const std::function<void(const std::string&)>& note = {}) noexcept;

}  // namespace tryall::sweeps
