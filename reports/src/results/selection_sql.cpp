#include "selection_sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "sql_errors.hpp"
#include "tryall/error.hpp"

namespace tryall::reports {

namespace {

/// The words of a condition that may be columns: not those within quotes for text.
std::set<std::string> words_of(const std::string& condition) {
  std::set<std::string> words;
  std::string word;
  bool quoted = false;
  for (const char c : condition + " ") {
    if (c == '\'') quoted = !quoted;
    if (!quoted && (std::isalnum(static_cast<unsigned char>(c)) || c == '_')) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (!word.empty()) words.insert(std::move(word));
    word.clear();
  }
  return words;
}

/// Throws Error unless every quote and parenthesis of the condition is closed, and none that is not its own:
/// it stands within others in the statement that asks.
void check_condition(const std::string& condition) {
  const auto fail = [&](const char* what) {
    throw Error(ErrorCode::bad_input, fmt::format("--where \"{}\": {}", condition, what));
  };
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    const char c = condition[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (condition.compare(i, 2, "--") == 0) {  // a comment to the end of the line
      i = std::min(condition.find('\n', i), condition.size());
    } else if (condition.compare(i, 2, "/*") == 0) {
      i = condition.find("*/", i + 2);
      if (i == std::string::npos) fail("a comment is not closed");
      ++i;
    } else {
      depth += (c == '(') - (c == ')');
      if (depth < 0) fail("a parenthesis is closed that was not opened");
    }
  }
  if (quote != 0) fail("a quote is not closed");
  if (depth > 0) fail("a parenthesis is not closed");
}

}  // namespace

Selection of_groups(Selection selection, const std::vector<Metric>& metrics) {
  const std::set<std::string> words = words_of(selection.where);
  const auto named = [&](const std::string& name) { return words.contains(name); };
  constexpr const char* results[] = {"outcome",      "message",     "epochs_done", "steps_done",
                                     "wall_seconds", "cpu_seconds", "flops"};
  selection.whole_groups =
      std::any_of(std::begin(results), std::end(results), named) ||
      std::any_of(metrics.begin(), metrics.end(), [&](const Metric& metric) { return named(metric.name); });
  return selection;
}

std::string condition_sql(const Selection& selection) {
  std::string sql = "1";
  if (selection.sweep)
    sql += fmt::format(" AND run IN (SELECT run_key FROM sweep_runs WHERE sweep_id = {})", *selection.sweep);
  if (selection.where.empty()) return sql;
  check_condition(selection.where);
  const std::string condition = " AND (" + selection.where + "\n)";
  return selection.whole_groups
             ? fmt::format("{0} AND group_key IN (SELECT group_key FROM v_runs WHERE {0}{1})", sql, condition)
             : sql + condition;
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
  return selection.where.empty() ? the_store : "--where \"" + selection.where + "\"";
}

}  // namespace tryall::reports
