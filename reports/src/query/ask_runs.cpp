#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ask_forms.hpp"
#include "leaderboard_cells.hpp"
#include "results/config_column.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::reports {
namespace {

/// The columns of runs, each one of v_runs or what the run's config says.
class RunColumns {
 public:
  RunColumns(const StoreReader& store, const Asked& asked)
      : store_(store), asked_(asked), known_(store.run_columns()) {}

  void add(const std::string& name) {
    if (const auto column = find_config_column(store_.axes(), name))
      readers_.emplace(names_.size(), ColumnReader(*column, store_.axes()));
    else if (!is_epoch(name))
      read_.push_back(known_column(name));
    names_.push_back(name);
  }

  Table table(const std::vector<std::string>& runs) {
    Table table{names_, {}};
    const std::vector<RunCells> read = store_.run_cells(asked_.selection, runs, read_);
    for (const RunCells& run : read) table.rows.push_back(row_of(run));
    return table;
  }

 private:
  bool is_epoch(const std::string& name) const { return name == "epoch" && asked_.selection.at_epoch; }

  const std::string& known_column(const std::string& name) const {
    if (metric_index(store_.metrics(), name) == store_.metrics().size() &&
        std::find(known_.begin(), known_.end(), name) == known_.end())
      throw Error(ErrorCode::bad_input,
                  fmt::format("--columns {}: unknown column '{}'{}", name, name, did_you_mean(name, known_)));
    return name;
  }

  std::vector<Cell> row_of(const RunCells& run) {
    std::vector<Cell> row;
    auto read = run.cells.begin();
    for (std::size_t place = 0; place < names_.size(); ++place) {
      if (const auto reader = readers_.find(place); reader != readers_.end())
        row.push_back(reader->second.cell(run.config));
      else if (is_epoch(names_[place]))
        row.emplace_back(*asked_.selection.at_epoch);
      else
        row.push_back(shown(names_[place], *read++));
    }
    return row;
  }

  /// For people metrics are worded and keys are short.
  Cell shown(const std::string& name, const Cell& cell) const {
    if (const auto* key = std::get_if<std::string>(&cell);
        key && asked_.question.for_people && (name == "run" || name == "group_key"))
      return key->substr(0, shown_of_key);
    const std::size_t metric = metric_index(store_.metrics(), name);
    const auto* number = std::get_if<double>(&cell);
    if (!asked_.question.for_people || metric == store_.metrics().size() || !number) return cell;
    return value_text(store_.metrics()[metric], *number);
  }

  const StoreReader& store_;
  const Asked& asked_;
  std::vector<std::string> known_, names_;
  std::vector<std::string> read_;  // those of v_runs
  std::map<std::size_t, ColumnReader> readers_;
};

std::vector<std::string> usual_columns(const StoreReader& store, const Asked& asked,
                                       const std::vector<Score>& scores) {
  std::vector<std::string> columns = {"run"};
  if (!asked.question.for_people) columns.emplace_back("group_key");
  for (std::string& axis : store.differing_axes(scores)) columns.push_back(std::move(axis));
  columns.insert(columns.end(), {"seed", "outcome"});
  if (asked.selection.at_epoch) columns.emplace_back("epoch");
  const std::vector<std::string>& metrics = asked.question.metrics;
  for (const std::size_t metric : shown_metrics({.metric = metrics.front(),
                                  .also = {metrics.begin() + 1, metrics.end()},
                                  .at_epoch = asked.selection.at_epoch},
                                                store.metrics()))
    columns.push_back(store.metrics()[metric].name);
  return columns;
}

std::string left_out_note(const StoreReader& store, const Selection& selection) {
  const std::size_t count = store.count_too_short(selection);
  if (count == 0) return "";
  return fmt::format("left out: {} run{} that end{} before epoch {}", count, count == 1 ? "" : "s",
                     count == 1 ? "s" : "", *selection.at_epoch);
}

}  // namespace

Answer ask_runs(const StoreReader& store, const Asked& asked) {
  Answer answer;
  std::vector<std::string> columns = asked.question.columns;
  if (columns.empty())
    columns = usual_columns(store, asked, store.scores({asked.selection, asked.question.metrics}).list);
  RunColumns table(store, asked);
  for (const std::string& column : columns) table.add(column);
  answer.table = table.table(
      store.best_runs(asked.selection, asked.question.metrics.front(), asked.direction, asked.question.top));
  std::string left_out = asked.selection.at_epoch ? left_out_note(store, asked.selection) : "";
  if (!left_out.empty()) answer.notes.push_back(std::move(left_out));
  if (answer.table.rows.empty() && answer.notes.empty()) answer.notes.emplace_back("no run matches");
  return answer;
}

}  // namespace tryall::reports
