#pragma once

#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace tryall::sweeps {

/// What of a run's curves is the same whenever the run is repeated.
class RepeatableCurves {
 public:
  explicit RepeatableCurves(SQLite::Database& database);

  /// The text of a run's curves without those of metrics that are not repeatable.
  std::string of(std::string curves) const;

 private:
  std::vector<std::string> others_;  // metrics with curves that are not
};

}  // namespace tryall::sweeps
