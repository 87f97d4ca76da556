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

std::string dated_sql(const Connection& store, const DatedQuery& question) {
  const std::string when = question.by_date
                               ? "substr(r.finished_at, 1, 10)"
                               : "CASE e.\"commit\" WHEN '' THEN e.version ELSE e.\"commit\" END || "
                                 "CASE e.dirty WHEN 0 THEN '' ELSE '+changes' END";
  const std::size_t place = metric_place(store.vocabulary->metrics, question.metric);
  const Selection selection{.where = question.where};
  std::string condition = "1";
  if (!question.groups.empty())
    condition += " AND g.key IN (" + group_list(*store.database, question.groups) + ")";
  return fmt::format(
      "SELECT g.config || char(10) || d.hash, r.key, {}, r.finished_at, s.outcome, {} FROM {} "
      "JOIN groups g ON g.id = r.group_id JOIN datasets d ON d.id = g.dataset_id "
      "JOIN environments e ON e.id = r.environment_id WHERE {}",
      when, run_value_sql(store, place, selection), from_sql(selection), condition);
}

}  // namespace

void StoreReader::for_each_result(const DatedQuery& question,
                                  const std::function<void(const DatedRun&)>& visit) const {
  guarded(*connection_->database, file().string(), [&] {
    SQLite::Statement query(*connection_->database, dated_sql(*connection_, question));
    while (query.executeStep()) {
      Row row(query);
      DatedRun run;
      run.group = row.text();
      run.key = row.text();
      run.when = row.text();
      run.finished_at = row.text();
      run.outcome = row.outcome();
      run.value = row.number();
      visit(run);
    }
  });
}

}  // namespace tryall::reports
