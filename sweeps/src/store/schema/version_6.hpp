#pragma once

#include <SQLiteCpp/Database.h>

namespace tryall::sweeps {

/// What leads to version 6. Other trainers than this library's: where a group comes from, and which metrics
/// there are. Each metric stands once, in `results`, clustered by group. The CPU time of a training; the
/// repository in which it ran; notes and tags.
extern const char* const changes_of_version_6;

/// Throws Error where the disk has no room for the copies of tables that these changes make.
void check_room_for_version_6(SQLite::Database& database);

/// Fills in the groups' setting keys; a config that this program cannot read has none.
void fill_setting_keys(SQLite::Database& database);

}  // namespace tryall::sweeps
