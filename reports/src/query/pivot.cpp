#include <fmt/format.h>

#include <map>
#include <set>

#include "combinations.hpp"
#include "leaderboard_cells.hpp"

namespace tryall::reports {
namespace {

std::string header(const std::string& axis, const Cell& value) {
  std::string text = "none";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) text = std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value)) text = fmt::format("{}", *number);
  if (const auto* word = std::get_if<std::string>(&value)) text = *word;
  return axis + "=" + text;
}

Cell cell_of(const Combination& combination, const Question& question) {
  const Score& best = *combination.best;
  if (!question.for_people) return mean_cell(best.values.front());
  if (best.diverged == best.n) return "diverged";
  std::string text =
      interval_text(train::index_of(train::find_metric(question.metrics.front())), best.values.front());
  if (best.diverged) text += fmt::format(" ({} of {} diverged)", best.diverged, best.n);
  return text;
}

}  // namespace

Table pivot_table(const std::vector<Combination>& combinations, const Question& question) {
  std::set<Cell> across;
  std::map<Cell, std::map<Cell, const Combination*>> down;
  for (const Combination& combination : combinations) {
    across.insert(combination.cells[1]);
    down[combination.cells[0]][combination.cells[1]] = &combination;
  }
  Table table{{question.axes.front()}, {}};
  for (const Cell& value : across) table.columns.push_back(header(question.axes.back(), value));
  for (const auto& [value, combination_at] : down) {
    std::vector<Cell>& row = table.rows.emplace_back();
    row.push_back(value);
    for (const Cell& column : across) {
      const auto found = combination_at.find(column);
      row.push_back(found == combination_at.end() ? Cell() : cell_of(*found->second, question));
    }
  }
  return table;
}

}  // namespace tryall::reports
