#include "combinations.hpp"

#include <algorithm>
#include <map>

#include "leaderboard_cells.hpp"

namespace tryall::reports {
namespace {

Cell whole(std::size_t count) { return static_cast<std::int64_t>(count); }

std::vector<Cell> row_of(const Combination& combination, const Question& question) {
  std::vector<Cell> row = combination.cells;
  row.insert(row.end(), {whole(combination.groups), whole(combination.runs), whole(combination.diverged)});
  for (std::size_t i = 0; i < question.metrics.size(); ++i) {
    const sweeps::Running& best = combination.best->values[i];
    sweeps::Running mean;  // of no spread
    if (combination.means[i].count()) mean.add(combination.means[i].mean());
    const std::size_t metric = train::index_of(train::find_metric(question.metrics[i]));
    if (question.for_people)
      row.insert(row.end(), {interval_text(metric, best), interval_text(metric, mean)});
    else
      row.insert(row.end(),
                 {mean_cell(best), deviation_cell(best), low_cell(best), high_cell(best), mean_cell(mean)});
  }
  row.push_back(whole(combination.best->n));
  return row;
}

}  // namespace

std::vector<Combination> combine(const std::vector<Score>& scores) {
  std::vector<Combination> result;
  std::map<std::vector<Cell>, std::size_t> places;
  for (const Score& score : scores) {
    const auto [place, is_new] = places.try_emplace(score.cells, result.size());
    if (is_new)
      result.push_back(
          {.cells = score.cells, .best = &score, .means = decltype(score.values)(score.values.size())});
    Combination& combination = result[place->second];
    ++combination.groups;
    combination.runs += score.n;
    combination.diverged += score.diverged;
    for (std::size_t i = 0; i < score.values.size(); ++i)
      if (score.values[i].count()) combination.means[i].add(score.values[i].mean());
  }
  return result;
}

Table combination_table(const std::vector<Combination>& combinations, const Question& question) {
  Table table{question.axes, {}};
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
  for (std::size_t i = 0; i < (question.top == 0 ? all : std::min(question.top, all)); ++i)
    table.rows.push_back(row_of(combinations[i], question));
  return table;
}

}  // namespace tryall::reports
