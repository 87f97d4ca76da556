#include "tryall/sweeps/plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "plan/planner.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {

std::vector<std::string> Plan::run_keys() const {
  std::vector<std::string> keys;
  keys.reserve(runs.size());
  for (const PlannedRun& run : runs) keys.push_back(run.key.hex());
  return keys;
}

std::vector<std::size_t> Plan::missing(const std::unordered_set<std::string>& stored) const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (stored.empty() || !stored.contains(runs[i].key.hex())) result.push_back(i);
  return result;
}

std::vector<std::size_t> Plan::missing(const std::vector<std::size_t>& among,
                                       const std::unordered_set<std::string>& stored) const {
  std::vector<std::size_t> result;
  for (const std::size_t run : among)
    if (stored.empty() || !stored.contains(runs[run].key.hex())) result.push_back(run);
  return result;
}

std::vector<std::size_t> Plan::seeds_of_groups() const {
  std::vector<std::size_t> seeds(groups.size());
  for (const PlannedRun& run : runs) ++seeds[run.group];
  return seeds;
}

std::size_t Plan::runs_to_train() const {
  if (!adapts()) return runs.size();
  const std::vector<std::size_t> seeds = seeds_of_groups();
  std::size_t count = 0;
  for (const Bracket& bracket : brackets)
    for (const Rung& rung : bracket.rungs) count += rung.survivors * seeds[rung.groups.front()];
  for (const RoundSize& round : rounds) count += round.configs * round.seeds;
  return rounds.empty() ? count : std::min(count, runs.size());
}

namespace {

/// The configs of the plan's groups, epochs aside, in the order of the groups; each with its groups by
/// epochs.
std::vector<std::map<std::int64_t, std::size_t>> configs_by_epochs(const Plan& plan) {
  std::vector<std::map<std::int64_t, std::size_t>> configs;
  std::unordered_map<std::string, std::size_t> numbers;
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    Config config = plan.groups.config(group);
    const std::int64_t epochs = epochs_of(config);
    config.put(config.axes().index("epochs"), Setting(Value(std::int64_t{0})));
    const auto [place, fresh] =
        numbers.emplace(canonical_text(config) + plan.groups.subject(group).hash, configs.size());
    if (fresh) configs.emplace_back();
    configs[place->second].emplace(epochs, group);
  }
  return configs;
}

/// Each bracket has the configs that follow those of the one before, from the first again after the last.
void make_brackets(Plan& plan) {
  if (!has_rungs(plan.sweep.search)) return;
  const auto configs = configs_by_epochs(plan);
  std::size_t first = 0;
  for (const auto& sizes : brackets(plan.sweep.search, epochs_of(plan.sweep.base), configs.size())) {
    Bracket& bracket = plan.brackets.emplace_back();
    for (const RungSize& size : sizes) {
      Rung& rung = bracket.rungs.emplace_back(Rung{size.epochs, size.configs, {}});
      for (std::size_t i = 0; i < sizes.front().configs; ++i)
        rung.groups.push_back(configs[(first + i) % configs.size()].at(size.epochs));
    }
    first += sizes.front().configs;
  }
}

/// Rounds are as many as the group with the most seeds takes.
void make_rounds_of(Plan& plan) {
  const std::vector<std::size_t> seeds = plan.seeds_of_groups();
  const std::size_t most = seeds.empty() ? 0 : *std::max_element(seeds.begin(), seeds.end());
  plan.rounds = round_sizes(plan.sweep.search, plan.groups.size(), most);
}

bool all_measure(const Plan& plan, const Trainer& trainer, const Metric& metric) {
  const std::vector<Subject>& subjects = plan.groups.subjects();
  return std::all_of(subjects.begin(), subjects.end(),
                     [&](const Subject& subject) { return trainer.measures(metric, subject); });
}

/// What is usual for the first group's data; where groups of another task do not measure that, the loss on
/// the same split, if all do.
const Metric& usual_objective(const Plan& plan, const Trainer& trainer) {
  const Metric& usual = trainer.usual_objective(plan.groups.subjects().front());
  if (all_measure(plan, trainer, usual)) return usual;
  for (const Metric& metric : trainer.metrics())
    if (metric.quantity == "loss" && metric.split == usual.split && all_measure(plan, trainer, metric))
      return metric;
  return usual;
}

/// The usual objective where none is asked for; a metric that some group does not measure is refused.
void resolve_objective(Plan& plan, const Trainer& trainer) {
  Objective& objective = plan.sweep.objective;
  if (objective.metric.empty()) {
    const Metric& usual = usual_objective(plan, trainer);
    objective = {usual.name, usual.direction};
  }
  const Metric& metric = find_metric(trainer.metrics(), objective.metric);
  plan.metric = metric;
  for (const Subject& subject : plan.groups.subjects())
    if (!trainer.measures(metric, subject))
      throw Error(ErrorCode::bad_input,
                  fmt::format("the objective {} is not measured on dataset '{}'; name another, such as {}",
                              metric.name, subject.name, trainer.usual_objective(subject).name));
}

}  // namespace

Plan make_plan(Sweep sweep, Trainer& trainer) {
  Plan plan{.sweep = std::move(sweep),
            .origin = trainer.origin(),
            .vocabulary = std::make_shared<const Vocabulary>(trainer.vocabulary()),
            .beginnings = trainer.beginnings()};
  Planner(plan, trainer).fill();
  make_brackets(plan);
  make_rounds_of(plan);
  resolve_objective(plan, trainer);
  return plan;
}

std::string short_label(const Sweep& sweep, const Config& config) {
  std::string text;
  for (const SweptAxis& swept : sweep.axes) {
    if (swept.settings.size() < 2) continue;
    const std::string value = axis_label(*swept.axis, config);
    text += text.empty() ? "" : " ";
    text += swept.axis->is_choice() && swept.axis->name != "split"
                ? value
                : fmt::format("{}={}", swept.axis->name, value);
  }
  if (!text.empty()) return text;
  const Axis* model = config.axes().find("model");
  return model ? axis_label(*model, config) : "defaults";
}

}  // namespace tryall::sweeps
