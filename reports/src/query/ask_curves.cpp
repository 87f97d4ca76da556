#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ask_forms.hpp"

namespace tryall::reports {
namespace {

/// The metrics whose curves are meant.
std::vector<std::string> curve_metrics(const Asked& asked) {
  if (!asked.all_curves) return asked.question.metrics;
  std::vector<std::string> names;
  for (const train::Metric& metric : train::metrics())
    if (metric.each_epoch) names.push_back(metric.name);
  return names;
}

void add_curve(Table& table, const std::vector<Cell>& begin, const nlohmann::json& curve) {
  std::int64_t epoch = 0;
  for (const nlohmann::json& value : curve) {
    std::vector<Cell>& row = table.rows.emplace_back(begin);
    row.emplace_back(++epoch);
    row.push_back(value.is_number() ? Cell(value.get<double>()) : Cell());
  }
}

}  // namespace

Answer ask_curves(SQLite::Database& database, const Asked& asked) {
  Answer answer{.table = {{"run", "group_key", "seed", "metric", "epoch", "value"}, {}}, .notes = {}};
  std::vector<Score> scores = asked_scores(database, asked, answer.notes);
  keep_best(database, scores, asked.direction, asked.question.top);
  std::vector<std::string> keys;
  for (const Score& score : scores) keys.push_back(score.key);
  const std::vector<std::string> metrics = curve_metrics(asked);
  SQLite::Statement query(database, "SELECT curves FROM runs WHERE key = ?");
  for (const GroupRow& group : select_groups(database, asked.selection, keys))
    for (const RunRow& run : group.runs) {
      query.bind(1, run.key);
      query.executeStep();
      const nlohmann::json curves = nlohmann::json::parse(query.getColumn(0).getString());
      query.reset();
      for (const std::string& metric : metrics)
        if (const auto curve = curves.find(metric); curve != curves.end())
          add_curve(answer.table, {run.key, group.key, static_cast<std::int64_t>(run.seed), metric}, *curve);
    }
  return answer;
}

}  // namespace tryall::reports
