#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace tryall::sweeps {

/// Opens a file of checkpoints, which is made where there is none, and made anew where another version of
/// this program made it. Throws SQLite::Exception, for a file that is something else, too.
std::unique_ptr<SQLite::Database> open_checkpoints(const std::filesystem::path& file);

/// Whether the file's first bytes say that it is one of checkpoints, however damaged the rest is.
bool is_checkpoint_file(const std::filesystem::path& file);

/// With its log.
void remove_checkpoint_file(const std::filesystem::path& file);

/// Makes the file smaller where most of it is free.
void give_back_space(SQLite::Database& database);

/// Tells a file from another that has come to its place; 0 where there is none.
std::uintmax_t inode_of(const std::filesystem::path& file);

}  // namespace tryall::sweeps
