#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ask_forms.hpp"
#include "leaderboard_cells.hpp"
#include "results/config_text.hpp"
#include "results/selection_sql.hpp"
#include "results/sql_errors.hpp"
#include "results/sql_rows.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::reports {
namespace {

/// The keys of the runs, best first; those that did not complete come last.
std::vector<std::string> best_runs(SQLite::Database& database, const Asked& asked) {
  const Selection& selection = asked.selection;
  const std::string from =
      is_everything(selection)
          ? "(SELECT key AS run, * FROM runs)"
          : fmt::format("v_runs WHERE {} AND NOT {}", condition_sql(selection), ended_before_sql(selection));
  const std::string sql = fmt::format(
      "SELECT run, {} AS asked_value FROM {} "
      "ORDER BY outcome <> 'completed', asked_value IS NULL, asked_value {}, run LIMIT {}",
      value_sql(train::find_metric(asked.question.metrics.front()), selection), from,
      asked.direction == train::Direction::maximize ? "DESC" : "ASC",
      asked.question.top == 0 ? -1 : static_cast<std::int64_t>(asked.question.top));
  return guarded(database, name_of(selection), [&] { return texts(database, sql); });
}

/// The columns of runs, each as SQL on v_runs or as what the run's config says.
class RunColumns {
 public:
  RunColumns(SQLite::Database& database, const Asked& asked)
      : asked_(asked), known_(texts(database, "SELECT name FROM pragma_table_info('v_runs')")) {}

  void add(const std::string& name) {
    if (const auto column = find_config_column(name)) {
      readers_.emplace(names_.size(), *column);
      sql_ += ", NULL";
    } else if (name == "epoch" && asked_.selection.at_epoch) {
      sql_ += fmt::format(", {}", *asked_.selection.at_epoch);
    } else {
      sql_ += ", " + value_or_column(name);
    }
    names_.push_back(name);
  }

  Table table(SQLite::Database& database, const std::vector<std::string>& runs) {
    Table table{names_, {}};
    SQLite::Statement query(
        database, fmt::format("SELECT (SELECT config FROM groups WHERE key = group_key){} FROM v_runs "
                              "WHERE run = ?",
                              sql_));
    for (const std::string& run : runs) {
      query.bind(1, run);
      query.executeStep();
      table.rows.push_back(row_at(query));
      query.reset();
    }
    return table;
  }

 private:
  std::string value_or_column(const std::string& name) {
    const auto names = train::metric_names();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      if (asked_.question.for_people) metrics_[names_.size()] = train::index_of(train::find_metric(name));
      return value_sql(train::find_metric(name), asked_.selection);
    }
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) return '"' + name + '"';
    throw Error(ErrorCode::bad_input,
                fmt::format("--columns {}: unknown column '{}'{}", name, name, did_you_mean(name, known_)));
  }

  std::vector<Cell> row_at(SQLite::Statement& query) {
    const std::string config = query.getColumn(0).getString();
    std::vector<Cell> row = row_of(query);
    row.erase(row.begin());
    for (auto& [place, reader] : readers_) row[place] = reader.cell(config);
    for (const auto& [place, metric] : metrics_)
      if (const auto* number = std::get_if<double>(&row[place])) {
        sweeps::Running value;
        value.add(*number);
        row[place] = value_text(metric, value);
      }
    return row;
  }

  const Asked& asked_;
  std::vector<std::string> known_, names_;
  std::string sql_;
  std::map<std::size_t, ColumnReader> readers_;
  std::map<std::size_t, std::size_t> metrics_;  // those shown as text
};

std::vector<std::string> usual_columns(SQLite::Database& database, const Asked& asked,
                                       const std::vector<Score>& scores) {
  std::vector<std::string> columns = {"run"};
  if (!asked.question.for_people) columns.emplace_back("group_key");
  for (std::string& axis : differing_axes(database, scores)) columns.push_back(std::move(axis));
  columns.insert(columns.end(), {"seed", "outcome"});
  if (asked.selection.at_epoch) columns.emplace_back("epoch");
  const std::vector<std::string>& metrics = asked.question.metrics;
  for (const std::size_t metric : shown_metrics({.metric = metrics.front(),
                                  .also = {metrics.begin() + 1, metrics.end()},
                                  .at_epoch = asked.selection.at_epoch}))
    columns.push_back(train::metrics()[metric].name);
  return columns;
}

std::string left_out_note(SQLite::Database& database, const Selection& selection) {
  SQLite::Statement query(database, fmt::format("SELECT count(*) FROM v_runs WHERE {} AND {}",
                                                condition_sql(selection), ended_before_sql(selection)));
  query.executeStep();
  const std::int64_t count = query.getColumn(0).getInt64();
  if (count == 0) return "";
  return fmt::format("left out: {} run{} that end{} before epoch {}", count, count == 1 ? "" : "s",
                     count == 1 ? "s" : "", *selection.at_epoch);
}

}  // namespace

Answer ask_runs(SQLite::Database& database, const Asked& asked) {
  Answer answer;
  std::vector<std::string> columns = asked.question.columns;
  if (columns.empty())
    columns =
        usual_columns(database, asked, read_scores(database, {asked.selection, asked.question.metrics}));
  RunColumns table(database, asked);
  for (const std::string& column : columns) table.add(column);
  answer.table = table.table(database, best_runs(database, asked));
  std::string left_out = asked.selection.at_epoch ? left_out_note(database, asked.selection) : "";
  if (!left_out.empty()) answer.notes.push_back(std::move(left_out));
  if (answer.table.rows.empty() && answer.notes.empty()) answer.notes.emplace_back("no run matches");
  return answer;
}

}  // namespace tryall::reports
