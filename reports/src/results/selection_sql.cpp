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
  return fmt::format(
      "(SELECT run AS chosen FROM v_runs WHERE {}) JOIN runs r ON r.key = chosen JOIN results s ON "
      "s.group_id = "
      "r.group_id AND s.seed = r.seed",
      condition);
}

std::string from_sql(const Selection& selection) {
  if (!selection.where.empty()) return chosen_sql(condition_sql(selection));
  if (!selection.sweep) return "results s JOIN runs r ON r.id = s.run_id";
  return fmt::format(
      "sweep_runs p JOIN runs r ON r.key = p.run_key JOIN results s ON s.group_id = r.group_id AND s.seed = "
      "r.seed "
      "WHERE p.sweep_id = {}",
      *selection.sweep);
}

namespace {

/// The value at the selection's epoch of a curve in this SQL text.
std::string curve_value(const Metric& metric, const Selection& selection, const char* curves) {
  if (!metric.each_epoch) return "NULL";
  std::string name;  // as SQL's text has it
  for (const char c : metric.name) name.append(c == '\'' ? 2 : 1, c);
  return fmt::format("json_extract({}, '$.\"{}\"[{}]')", curves, name, *selection.at_epoch - 1);
}

}  // namespace

std::string value_sql(const Connection& store, std::size_t metric, const Selection& selection) {
  if (!selection.at_epoch) return store.columns[metric];
  const std::string value = curve_value(store.vocabulary->metrics[metric], selection, "c.curves");
  return value == "NULL" ? value : fmt::format("(SELECT {} FROM runs c WHERE c.key = run)", value);
}

std::string run_value_sql(const Connection& store, std::size_t metric, const Selection& selection) {
  if (!selection.at_epoch) return "s." + store.columns[metric];
  return curve_value(store.vocabulary->metrics[metric], selection, "r.curves");
}

std::string ended_before_sql(const Selection& selection) {
  if (!selection.at_epoch) return "0";
  return fmt::format("(epochs < {0} OR (outcome = 'completed' AND epochs_done < {0}))", *selection.at_epoch);
}

std::string name_of(const Selection& selection) {
  return selection.where.empty() ? "the store" : "--where \"" + selection.where + "\"";
}

}  // namespace tryall::reports
