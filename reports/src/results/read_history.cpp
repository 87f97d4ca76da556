#include <fmt/format.h>

#include "connection.hpp"
#include "row.hpp"
#include "selection_sql.hpp"
#include "sql_errors.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {
namespace {

/// The keys of the groups asked for, whatever their numerics version, as a SQL list.
std::string group_list(SQLite::Database& database, const std::set<std::string>& groups) {
  std::string list;
  SQLite::Statement query(database,
                          "SELECT g.key, g.config || char(10) || d.hash FROM groups g JOIN datasets d ON "
                          "d.id = g.dataset_id");
  while (query.executeStep()) {
    Row row(query);
    const std::string key = row.text();
    if (groups.contains(row.text())) list += (list.empty() ? "'" : ", '") + key + "'";
  }
  return list;
}

/// The worst finite value of a run's curve; NULL where it has none.
std::string worst_of_curve_sql(const Metric& metric, Direction direction) {
  if (!metric.each_epoch) return "NULL";
  std::string name;  // as SQL's text has it
  for (const char c : metric.name) name.append(c == '\'' ? 2 : 1, c);
  return fmt::format("(SELECT {}(value) FROM json_each(r.curves, '$.\"{}\"'))",
                     direction == Direction::maximize ? "min" : "max", name);
}

std::string dated_sql(const Connection& store, const DatedQuery& question,
                      std::optional<std::int64_t> sweep) {
  const std::size_t place = metric_place(store.vocabulary->metrics, question.metric);
  const Selection selection{.sweep = sweep, .where = sweep && question.where.empty() ? "1" : question.where};
  std::string condition = "1";
  if (!question.groups.empty())
    condition += " AND g.key IN (" + group_list(*store.database, question.groups) + ")";
  return fmt::format(
      "SELECT g.config || char(10) || d.hash, r.key, r.seed, g.numerics_version, e.\"commit\", e.dirty, "
      "r.finished_at, s.outcome, {} FROM {} "
      "JOIN groups g ON g.id = r.group_id JOIN datasets d ON d.id = g.dataset_id "
      "JOIN environments e ON e.id = r.environment_id WHERE {}",
      question.worst_of_curves
          ? worst_of_curve_sql(store.vocabulary->metrics[place], *question.worst_of_curves)
          : run_value_sql(store, place, selection),
      from_sql(selection), condition);
}

}  // namespace

void StoreReader::for_each_result(const DatedQuery& question,
                                  const std::function<void(const DatedRun&)>& visit) const try {
  const auto sweep = question.sweep.empty() ? std::nullopt : std::optional(this->sweep(question.sweep).id);
  guarded(*connection_->database, question.where.empty() ? the_store : file().string(), [&] {
    SQLite::Statement query(*connection_->database, dated_sql(*connection_, question, sweep));
    while (query.executeStep()) {
      Row row(query);
      DatedRun run;
      run.group = row.text();
      run.key = row.text();
      run.seed = static_cast<std::uint64_t>(row.integer());
      run.numerics_version = static_cast<int>(row.integer());
      run.commit = row.text();
      run.dirty = row.flag();
      run.finished_at = row.text();
      run.outcome = row.outcome();
      run.value = row.number();
      visit(run);
    }
  });
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
