#pragma once

#include <set>
#include <string>

namespace tryall::sweeps {

/// Names of columns, which SQLite tells apart without regard to case.
class ColumnNames {
 public:
  void add(const std::string& name);
  bool contains(const std::string& name) const;

  /// Adds the name; where it is taken already, or not `allowed`, with `word` before it, and if need be a
  /// number after it. Returns what was added.
  std::string take(const std::string& name, const std::string& word, bool allowed = true);

 private:
  std::set<std::string> names_;  // in lower case
};

/// Whether the views have a column of that name whatever the axes and metrics.
bool is_fixed_column(const std::string& name);

}  // namespace tryall::sweeps
