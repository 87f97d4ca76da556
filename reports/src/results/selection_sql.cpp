#include "selection_sql.hpp"

#include <fmt/format.h>

namespace tryall::reports {

bool is_everything(const Selection& selection) {
  return !selection.sweep && !selection.at_epoch && selection.where.empty();
}

std::string condition_sql(const Selection& selection) {
  std::string sql = "1";
  if (selection.sweep)
    sql += fmt::format(" AND run IN (SELECT run_key FROM sweep_runs WHERE sweep_id = {})", *selection.sweep);
  if (!selection.where.empty()) sql += " AND (" + selection.where + "\n)";
  return sql;
}

std::string value_sql(const train::Metric& metric, const Selection& selection) {
  if (!selection.at_epoch) return metric.name;
  if (!metric.each_epoch) return "NULL";
  return fmt::format("(SELECT json_extract(c.curves, '$.{}[{}]') FROM runs c WHERE c.key = run)", metric.name,
                     *selection.at_epoch - 1);
}

std::string ended_before_sql(const Selection& selection) {
  if (!selection.at_epoch) return "0";
  return fmt::format("(epochs < {0} OR (outcome = 'completed' AND epochs_done < {0}))", *selection.at_epoch);
}

std::string name_of(const Selection& selection) {
  return selection.where.empty() ? "the store" : "--where \"" + selection.where + "\"";
}

}  // namespace tryall::reports
