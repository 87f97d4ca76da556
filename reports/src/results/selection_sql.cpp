#include "selection_sql.hpp"

#include <fmt/format.h>

namespace tryall::reports {

std::string condition_sql(const Selection& selection) {
  std::string sql = "1";
  if (selection.sweep)
    sql += fmt::format(" AND run IN (SELECT run_key FROM sweep_runs WHERE sweep_id = {})", *selection.sweep);
  if (!selection.where.empty()) sql += " AND (" + selection.where + "\n)";
  return sql;
}

std::string chosen_sql(const std::string& condition) {
  return fmt::format("(SELECT run AS chosen FROM v_runs WHERE {}) JOIN runs r ON r.key = chosen", condition);
}

std::string from_sql(const Selection& selection) {
  if (!selection.where.empty()) return chosen_sql(condition_sql(selection));
  if (!selection.sweep) return "runs r";
  return fmt::format("sweep_runs s JOIN runs r ON r.key = s.run_key WHERE s.sweep_id = {}", *selection.sweep);
}

std::string value_sql(const Metric& metric, const Selection& selection) {
  if (!selection.at_epoch) return metric.name;
  if (!metric.each_epoch) return "NULL";
  return fmt::format("(SELECT json_extract(c.curves, '$.{}[{}]') FROM runs c WHERE c.key = run)", metric.name,
                     *selection.at_epoch - 1);
}

std::string run_value_sql(const Metric& metric, const Selection& selection) {
  if (!selection.at_epoch) return "r." + metric.name;
  if (!metric.each_epoch) return "NULL";
  return fmt::format("json_extract(r.curves, '$.{}[{}]')", metric.name, *selection.at_epoch - 1);
}

std::string ended_before_sql(const Selection& selection) {
  if (!selection.at_epoch) return "0";
  return fmt::format("(epochs < {0} OR (outcome = 'completed' AND epochs_done < {0}))", *selection.at_epoch);
}

std::string name_of(const Selection& selection) {
  return selection.where.empty() ? "the store" : "--where \"" + selection.where + "\"";
}

}  // namespace tryall::reports
