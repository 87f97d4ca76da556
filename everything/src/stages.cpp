#include "stages.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/document.hpp"
#include "tryall/sweeps/space/single_run.hpp"

namespace tryall::everything {

Config settled_config(const nlohmann::json& settings, Workshop& workshop) {
  const auto single = sweeps::read_single_run(sweeps::Document::parse(settings.dump(), "config"),
                                              workshop.trainer.vocabulary());
  return workshop.trainer.normalized(single.config, 0);
}

std::string setting_label(const Config& config, const std::string& axis) {
  return sweeps::axis_label(*config.axes().find(axis), config);
}

StageEnd run_stage(Workshop& workshop, const std::string& name, const std::string& text,
                   const sweeps::Budget& budget) {
  workshop.keep(name, text);
  const sweeps::Plan plan = sweeps::make_plan(
      sweeps::read_sweep(sweeps::Document::parse(text, name), workshop.trainer.vocabulary()),
      workshop.trainer);
  const sweeps::Summary summary = workshop.train(plan, budget);
  const reports::StoreReader store(workshop.store);
  StageEnd end{.sweep = plan.sweep, .interrupted = summary.interrupted, .cut_short = summary.budget_spent};
  end.groups = store.groups({.sweep = sweep_of(store, plan.sweep.name, plan.spec()).id});
  return end;
}

reports::Estimated figure_of(const reports::Group& group, const Metric& metric, std::size_t place) {
  sweeps::RunningStatistics values;
  for (const reports::Run& run : group.runs) {
    if (!std::isfinite(run.result(place))) return {};
    values.add(run.result(place));
  }
  if (values.count() == 0) return {};
  const sweeps::IntervalEnds ends = values.interval(metric.share);
  return {values.mean(), ends.low, ends.high};
}

std::vector<reports::Group> best_groups(const std::vector<reports::Group>& groups, const Metric& metric,
                                        std::size_t place, std::size_t most) {
  std::size_t longest = 0;
  for (const reports::Group& group : groups) longest = std::max(longest, group.runs.size());
  const double sign = metric.direction == Direction::maximize ? 1 : -1;
  std::vector<std::pair<double, const reports::Group*>> ranked;
  for (const reports::Group& group : groups) {
    const double value = sign * figure_of(group, metric, place).center;
    if (2 * group.runs.size() >= longest && !std::isnan(value)) ranked.emplace_back(value, &group);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<reports::Group> best;
  for (const auto& [value, group] : ranked)
    if (best.size() < most) best.push_back(*group);
  return best;
}

std::string configs_sweep(const std::string& name, const std::string& description,
                          const std::vector<Config>& configs, const std::string& objective,
                          const std::vector<std::uint64_t>& seeds) {
  nlohmann::json json = {{"name", name},
                         {"description", description},
                         {"objective", {{"metric", objective}}},
                         {"axes", {{"seed", seeds}}},
                         {"union", nlohmann::json::array()}};
  for (const Config& config : configs) json["union"].push_back({{"base", sweeps::telling_json(config)}});
  return reports::json_text(json, 2);
}

}  // namespace tryall::everything
