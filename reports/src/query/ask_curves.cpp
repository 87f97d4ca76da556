#include <algorithm>
#include <cmath>

#include "ask_forms.hpp"

namespace tryall::reports {
namespace {

/// The metrics whose curves are meant.
std::vector<std::size_t> asked_curves(const std::vector<Metric>& metrics, const Asked& asked) {
  std::vector<std::size_t> places;
  if (!asked.all_curves)
    for (const std::string& name : asked.question.metrics) places.push_back(metric_index(metrics, name));
  for (std::size_t i = 0; asked.all_curves && i < metrics.size(); ++i)
    if (metrics[i].each_epoch) places.push_back(i);
  return places;
}

void add_curve(Table& table, const std::vector<Cell>& begin, const Curve& curve) {
  std::int64_t epoch = 0;
  for (const double value : curve) {
    std::vector<Cell>& row = table.rows.emplace_back(begin);
    row.emplace_back(++epoch);
    row.push_back(std::isnan(value) ? Cell() : Cell(value));
  }
}

}  // namespace

Answer ask_curves(const StoreReader& store, const Asked& asked) {
  Answer answer{.table = {{"run", "group_key", "seed", "metric", "epoch", "value"}, {}}, .notes = {}};
  Scores scores = asked_scores(store, asked, answer.notes);
  rank_and_keep_best(store, scores, find_metric(store.metrics(), asked.question.metrics.front()),
                     asked.direction, asked.question.top);
  std::vector<std::string> keys;
  for (const Score& score : scores.list) keys.push_back(score.key);
  const std::vector<std::size_t> metrics = asked_curves(store.metrics(), asked);
  const auto shown = [&](const std::string& key) {
    return asked.question.for_people ? key.substr(0, shown_of_key) : key;
  };
  for (const Group& group : store.groups(asked.selection, keys))
    for (const Run& run : group.runs) {
      const std::vector<Curve> curves = store.curves(run.key, metrics);
      for (std::size_t i = 0; i < metrics.size(); ++i)
        add_curve(answer.table,
                  {shown(run.key), shown(group.key), static_cast<std::int64_t>(run.seed),
                   store.metrics()[metrics[i]].name},
                  curves[i]);
    }
  return answer;
}

}  // namespace tryall::reports
