#include "combinations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "leaderboard_cells.hpp"

namespace tryall::reports {
namespace {

/// A group's mean with its interval and how many of its runs diverged.
std::string best_text(const Metric& metric, const Score& group, const sweeps::RunningStatistics& values) {
  if (group.diverged == group.n) return "diverged";
  std::string text = reports::interval_text(metric, values);
  if (group.diverged) text += fmt::format(" ({} of {} diverged)", group.diverged, group.n);
  return text;
}

std::vector<Cell> row_of(const Combination& combination, const Question& question,
                         const std::vector<Metric>& metrics) {
  std::vector<Cell> row = combination.cells;
  row.insert(row.end(), {count_cell(combination.groups), count_cell(combination.runs),
                         count_cell(combination.diverged)});
  for (std::size_t i = 0; i < question.metrics.size(); ++i) {
    const sweeps::RunningStatistics& best = combination.best->values[i];
    sweeps::RunningStatistics mean;  // of no spread
    if (combination.means[i].count()) mean.add(combination.means[i].mean());
    const Metric& metric = find_metric(metrics, question.metrics[i]);
    if (question.for_people)
      row.insert(row.end(),
                 {best_text(metric, *combination.best, best), reports::interval_text(metric, mean)});
    else
      row.insert(row.end(), {mean_cell(best), deviation_cell(best), low_cell(metric, best),
                             high_cell(metric, best), mean_cell(mean)});
  }
  row.push_back(count_cell(combination.best->n));
  return row;
}

}  // namespace

std::vector<Combination> combine(const std::vector<Score>& scores) {
  std::vector<Combination> result;
  std::map<std::pair<std::size_t, std::vector<Cell>>, std::size_t> places;
  for (const Score& score : scores) {
    const auto [place, is_new] = places.try_emplace(std::pair(score.family, score.cells), result.size());
    if (is_new)
      result.push_back({.family = score.family,
                        .cells = score.cells,
                        .best = &score,
                        .means = decltype(score.values)(score.values.size())});
    Combination& combination = result[place->second];
    ++combination.groups;
    combination.runs += score.n;
    combination.diverged += score.diverged;
    for (std::size_t i = 0; i < score.values.size(); ++i)
      if (score.values[i].count()) combination.means[i].add(score.values[i].mean());
  }
  return result;
}

Table combination_table(const std::vector<Combination>& combinations, const Question& question,
                        const std::vector<Metric>& metrics, const std::vector<Comparable>& families) {
  Table table{question.axes, {}};
  if (families.size() > 1) table.columns.insert(table.columns.begin(), "family");
  table.columns.insert(table.columns.end(), {"groups", "runs", "diverged"});
  for (const std::string& metric : question.metrics) {
    table.columns.push_back("best_" + metric);
    if (!question.for_people)
      for (const char* prefix : {"best_sd_", "best_ci_low_", "best_ci_high_"})
        table.columns.push_back(prefix + metric);
    table.columns.push_back("mean_" + metric);
  }
  table.columns.emplace_back("best_n");
  const std::size_t all = combinations.size();
  for (std::size_t i = 0; i < (question.top == 0 ? all : std::min(question.top, all)); ++i) {
    table.rows.push_back(row_of(combinations[i], question, metrics));
    if (families.size() > 1)
      table.rows.back().insert(table.rows.back().begin(), families[combinations[i].family].label);
  }
  return table;
}

namespace {

std::string header(const std::string& axis, const Cell& value) {
  std::string text = "none";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) text = std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value)) text = fmt::format("{}", *number);
  if (const auto* word = std::get_if<std::string>(&value)) text = *word;
  return axis + "=" + text;
}

Cell cell_of(const Combination& combination, const Question& question, const std::vector<Metric>& metrics) {
  const Score& best = *combination.best;
  if (!question.for_people) return mean_cell(best.values.front());
  return best_text(find_metric(metrics, question.metrics.front()), best, best.values.front());
}

}  // namespace

Table pivot_table(const std::vector<Combination>& combinations, const Question& question,
                  const std::vector<Metric>& metrics) {
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
      row.push_back(found == combination_at.end() ? Cell() : cell_of(*found->second, question, metrics));
    }
  }
  return table;
}

}  // namespace tryall::reports
