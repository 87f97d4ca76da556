#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tryall::sweeps {

/// What keeps an up-to-date store from being used: a table or a column that is missing or that this program
/// does not know, a column in `metrics` that `results` does not have, axes or metrics that cannot be read.
/// "table sessions has no column jobs". Empty in a sound store.
std::vector<std::string> schema_faults(SQLite::Database& database);

/// Throws Error where there are such faults.
void check_schema(const std::filesystem::path& file, SQLite::Database& database);

/// What else is not as this program makes it: tables with other conditions, triggers, views that are missing
/// or say something else. Views of a program with other axes are as they should be.
std::vector<std::string> schema_differences(SQLite::Database& database);

/// Lets a connection see the views that follow from the store's axes and metrics wherever the file's own
/// differ. The file is not written.
void correct_views(SQLite::Database& database);

}  // namespace tryall::sweeps
