#include "leaderboard_cells.hpp"

#include "results/counterpart.hpp"

namespace tryall::reports {

Cell mean_cell(const sweeps::RunningStatistics& value) { return value.count() ? Cell(value.mean()) : Cell(); }

Cell deviation_cell(const sweeps::RunningStatistics& value) {
  return value.count() > 1 ? Cell(value.deviation()) : Cell();
}

Cell low_cell(const Metric& metric, const sweeps::RunningStatistics& value) {
  const sweeps::IntervalEnds ends = value.interval(metric.share);
  return ends.given() ? Cell(ends.low) : Cell();
}

Cell high_cell(const Metric& metric, const sweeps::RunningStatistics& value) {
  const sweeps::IntervalEnds ends = value.interval(metric.share);
  return ends.given() ? Cell(ends.high) : Cell();
}

std::vector<std::size_t> shown_metrics(const Ranking& ranking, const std::vector<Metric>& metrics) {
  const auto place = [&](const std::string& name) { return metric_place(metrics, name); };
  std::vector<std::size_t> shown = {place(ranking.metric)};
  for (const std::string& metric : ranking.also) shown.push_back(place(metric));
  if (!ranking.also.empty() || ranking.at_epoch) return shown;
  if (const auto on_test = counterpart(metrics, metrics[shown.front()], Split::test))
    shown.push_back(*on_test);
  return shown;
}

}  // namespace tryall::reports
