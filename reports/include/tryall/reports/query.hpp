#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tryall/config.hpp"
#include "tryall/reports/table.hpp"
#include "tryall/train/run.hpp"

namespace SQLite {
class Database;
}

namespace tryall::reports {

/// The rows of a SQL query on a store that is open for reading. Throws Error for what SQLite does not accept,
/// a write among it; an unknown column or table gets the nearest known name.
Table run_sql(SQLite::Database& database, const std::string& sql);

/// A sweep of the store.
struct SweepRow {
  std::int64_t id = 0;
  std::string name;
  std::string metric;
  train::Direction direction = train::Direction::maximize;
  std::int64_t runs = 0;
  std::int64_t stored = 0;
};

/// The sweep of that name, or without a name the one that was run last. Throws Error when there is none.
SweepRow find_sweep(SQLite::Database& database, const std::string& name);

/// One run of a group.
struct RunRow {
  std::string key;
  std::uint64_t seed = 0;
  train::Outcome outcome = train::Outcome::completed;
  std::vector<double> values;  ///< By MetricIndex; NaN where missing.
  double wall_seconds = 0;
};

/// A group with its runs in the order of seeds.
struct GroupRow {
  std::string key;
  Config config;
  std::vector<RunRow> runs;
};

/// Which runs a question is about.
struct Selection {
  std::optional<std::int64_t> sweep = {};  ///< Those of this sweep.
  std::string where = {};                  ///< A SQL condition on the columns of v_runs.
};

/// The selected runs by group, in the order of group keys. Throws Error for a condition SQLite does not
/// accept.
std::vector<GroupRow> select_groups(SQLite::Database& database, const Selection& selection);

/// The curve of a metric of each run: the values of its epochs. Runs without one give an empty curve.
std::vector<std::vector<double>> read_curves(SQLite::Database& database, const GroupRow& group,
                                             const std::string& metric);

}  // namespace tryall::reports
