#pragma once

#include <SQLiteCpp/Database.h>

#include <string>
#include <vector>

namespace tryall::sweeps {

/// A column of the views that says what a group's config has on an axis, or for a setting of its choices.
struct AxisColumn {
  std::string name;
  std::string value;  ///< SQL over `groups g`.
};

/// Those of this library's axes, then those of the other trainers that the store knows. Axes of one name
/// share a column, whoever brought them. A name that the views have for something else has `axis_` before it.
std::vector<AxisColumn> axis_columns(SQLite::Database& database);

}  // namespace tryall::sweeps
