#include "leaderboard_cells.hpp"

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {

Cell mean_cell(const sweeps::Running& value) { return value.count() ? Cell(value.mean()) : Cell(); }

Cell deviation_cell(const sweeps::Running& value) {
  return value.count() > 1 ? Cell(value.deviation()) : Cell();
}

Cell low_cell(const sweeps::Running& value) {
  return value.count() < 3 ? Cell() : Cell(value.mean() - value.half_width());
}

Cell high_cell(const sweeps::Running& value) {
  return value.count() < 3 ? Cell() : Cell(value.mean() + value.half_width());
}

std::string interval_text(std::size_t metric, const sweeps::Running& value) {
  if (value.count() == 0) return "-";
  const std::string text = sweeps::interval_text(train::metrics()[metric], value);
  return text.substr(0, text.find(" ("));
}

std::string value_text(std::size_t metric, const sweeps::Running& value) {
  if (value.count() == 0) return "-";
  const std::string text = sweeps::value_text(train::metrics()[metric], value);
  return text.substr(0, text.rfind(" ("));
}

std::vector<std::size_t> shown_metrics(const Ranking& ranking) {
  std::vector<std::size_t> shown = {train::index_of(train::find_metric(ranking.metric))};
  for (const std::string& metric : ranking.also) shown.push_back(train::index_of(train::find_metric(metric)));
  if (!ranking.also.empty() || ranking.at_epoch) return shown;
  const std::string on_test = "test" + ranking.metric.substr(ranking.metric.find('_'));
  for (std::size_t i = 0; i < train::metrics().size(); ++i)
    if (train::metrics()[i].name == on_test && on_test != ranking.metric) shown.push_back(i);
  return shown;
}

}  // namespace tryall::reports
