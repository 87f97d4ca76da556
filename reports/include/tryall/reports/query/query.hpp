#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/reports/tables/table.hpp"
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
  std::string description = {};  ///< Its author's, or empty.
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
  std::optional<std::int64_t> at_epoch =
      {};  ///< Values are the curves' at this epoch, from 1, not the ends'.
};

/// The selected runs by group, in the order of group keys. Throws Error for a condition SQLite does not
/// accept.
std::vector<GroupRow> select_groups(SQLite::Database& database, const Selection& selection);
/// The selected runs of these groups, in the order of `keys`.
std::vector<GroupRow> select_groups(SQLite::Database& database, const Selection& selection,
                                    const std::vector<std::string>& keys);

/// The curve of a metric of each run: the values of its epochs. Runs without one give an empty curve.
std::vector<std::vector<double>> read_curves(SQLite::Database& database, const GroupRow& group,
                                             const std::string& metric);

/// A question that takes no SQL: which runs, by what, in what form.
struct Question {
  enum class Form {
    groups,        ///< One row a group: the leaderboard.
    combinations,  ///< One row for each combination of values on `axes`, best first.
    pivot,         ///< The first of two axes down, the second across; a cell is their best group.
    runs,          ///< One row a run, best first.
    curves         ///< One row a run, metric and epoch: run, group_key, seed, metric, epoch, value.
  };
  Form form = Form::groups;
  std::string sweep = {};                 ///< Only the runs of this sweep; empty: the whole store.
  std::string where = {};                 ///< A SQL condition on the columns of v_runs.
  std::vector<std::string> metrics = {};  ///< The first ranks; empty: the sweep's, or the last sweep's.
  std::optional<train::Direction> direction = {};  ///< Which is better; by default as the metric has it.
  std::optional<std::int64_t> at_epoch = {};       ///< Compare at this epoch of the curves, from 1.
  std::size_t seeds_min = 0;                       ///< Leave groups of fewer seeds out.
  std::size_t top = 0;                             ///< Rows at most (of curves: groups); 0: all.
  std::vector<std::string> axes = {};              ///< Axes or settings: "optimizer", "optimizer.momentum".
  std::vector<std::string> columns = {};  ///< What groups or runs are shown by, instead of the usual.
  bool for_people = false;                ///< "97.83 +- 0.08 %" rather than columns of numbers.
};

/// What `Question::axes` may name: all axes, then all settings as "optimizer.momentum".
std::vector<std::string> question_axes();

/// A question's rows, and what to know about them: how much was left out, and why.
struct Answer {
  Table table;
  std::vector<std::string> notes;
};

/// Groups are ordered by the mean over their seeds; those some of whose runs did not complete come after all
/// others, the larger that share the later. At an epoch, groups of which a run completed before it or would
/// have are left out. Throws Error for an unknown name (with the nearest), a condition SQLite does not
/// accept, or parts of a question that do not go together.
Answer ask(SQLite::Database& database, const Question& question);
/// The same of a store's file.
Answer ask(const std::filesystem::path& store, const Question& question);

}  // namespace tryall::reports
