#include "store/merge/run_copier.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

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
      from_(from),
      to_(to),
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

void RunCopier::complete(std::int64_t run, std::int64_t here) {
  select_.bind(1, run);
  if (!select_.executeStep()) throw SQLite::Exception(fmt::format("the result of run {} is missing", run));
  int place = 4;  // of the first metric
  for (const StoredMetric& one : stored_metrics(from_)) {
    const std::string column = quoted_name(metric_column(to_, one.metric.name));
    SQLite::Statement update(to_,
                             fmt::format("UPDATE results SET {0} = ?1 WHERE {0} IS NULL AND (group_id, seed) "
                                         "= (SELECT group_id, seed FROM runs WHERE id = ?2)",
                                         column));
    bind_same(update, 1, select_.getColumn(place++));
    update.bind(2, here);
    update.exec();
  }
  select_.reset();
  complete_curves(run, here);
}

void RunCopier::complete_curves(std::int64_t run, std::int64_t here) {
  const auto curves_of = [](SQLite::Database& database, std::int64_t id) {
    SQLite::Statement query(database, "SELECT curves FROM runs WHERE id = ?");
    query.bind(1, id);
    query.executeStep();
    return nlohmann::json::parse(query.getColumn(0).getString(), nullptr, false);
  };
  const auto more = curves_of(from_, run);
  auto curves = curves_of(to_, here);
  if (!more.is_object() || !curves.is_object()) return;
  curves.insert(more.begin(), more.end());  // what is there stays
  SQLite::Statement update(to_, "UPDATE runs SET curves = ? WHERE id = ?");
  update.bind(1, curves.dump());
  update.bind(2, here);
  update.exec();
}

}  // namespace tryall::sweeps
