#include "store/merge/run_copier.hpp"

#include <fmt/format.h>

#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {
namespace {

/// ", "a", "b"": the source's columns, or those of the target for the same metrics.
std::string columns_for(SQLite::Database& source, SQLite::Database& in) {
  std::string columns;
  for (const StoredMetric& one : stored_metrics(source))
    columns += ", " + quoted_name(metric_column(in, one.metric.name));
  return columns;
}

}  // namespace

RunCopier::RunCopier(SQLite::Database& from, SQLite::Database& to, RowCopier& rows)
    : rows_(rows),
      select_(from,
              fmt::format(
                  "SELECT group_id, seed, run_id, outcome{} FROM results WHERE (group_id, seed) = (SELECT "
                  "group_id, seed FROM runs WHERE id = ?)",
                  columns_for(from, from))),
      insert_(to, fmt::format("INSERT INTO results(group_id, seed, run_id, outcome{}) VALUES(?, ?, ?, {})",
                              columns_for(from, to),
                              joined(std::vector<std::string>(1 + stored_metrics(from).size(), "?")))) {}

void RunCopier::copy(std::int64_t run) {
  select_.bind(1, run);
  if (!select_.executeStep()) throw SQLite::Exception(fmt::format("the result of run {} is missing", run));
  insert_.bind(1, rows_.id_of("groups", select_.getColumn(0).getInt64()));
  bind_same(insert_, 2, select_.getColumn(1));
  insert_.bind(3, rows_.id_of("runs", run));
  for (int i = 3; i < select_.getColumnCount(); ++i) bind_same(insert_, i + 1, select_.getColumn(i));
  insert_.exec();
  insert_.reset();
  select_.reset();
}

}  // namespace tryall::sweeps
