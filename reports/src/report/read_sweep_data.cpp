#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "tryall/reports/report/report.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_arms = 8;  // as many as there are colours that can be told apart

/// All groups of the sweep, or of a large one those that stand for it.
void read_groups(const StoreReader& store, const ReportOptions& options, SweepData& data) {
  if (static_cast<std::size_t>(data.sweep.stored) <= options.most_runs) {
    data.groups = store.groups({.sweep = data.sweep.id});
    return;
  }
  data.sample = store.sample(data.sweep, {.metric = data.sweep.metric,
                                          .direction = data.sweep.direction,
                                          .best = options.sampled_best,
                                          .runs = options.sampled_runs});
  std::vector<std::string> keys;
  for (const Score& score : data.sample->scores.list) keys.push_back(score.key);
  std::sort(keys.begin(), keys.end());
  data.groups = store.groups({.sweep = data.sweep.id}, keys);
}

void number_runs(SweepData& data) {
  std::unordered_map<std::string, std::size_t> known;
  for (const Group& group : data.groups) {
    data.first_run.push_back(data.run_count);
    data.run_count += group.runs.size();
    for (const Run& run : group.runs) {
      data.message_of.emplace_back();
      if (run.message.empty()) continue;
      const auto [place, is_new] = known.try_emplace(run.message, data.messages.size());
      if (is_new) data.messages.push_back(run.message);
      data.message_of.back() = place->second;
    }
  }
}

Facts environment_facts(const sweeps::Environment& environment) {
  const std::string commit = environment.commit.empty() ? "not known" : environment.commit;
  return {{"Made by", "tryall " + environment.version},
          {"Commit", commit + (environment.dirty ? ", with changes" : "")},
          {"Compiler", environment.compiler + ", " + environment.build_type},
          {"Instruction set", environment.instruction_set},
          {"Processor", environment.cpu},
          {"Host", environment.host},
          {"System", environment.system}};
}

std::string dataset_text(const sweeps::Subject& dataset) {
  return fmt::format("{}, {} samples", dataset.name, count_text(dataset.samples));
}

void read_environments(const StoreReader& store, SweepData& data) {
  std::map<std::tuple<std::int64_t, std::int64_t, int>, std::size_t> known;
  data.for_each_run([&](std::size_t, std::size_t place, const Run& run) {
    const Group& group = data.groups[place];
    const auto [environment, is_new] =
        known.try_emplace({run.environment_id, group.dataset_id, group.numerics_version}, known.size());
    data.environment_of.push_back(environment->second);
    if (!is_new) return;
    const sweeps::Subject dataset = store.dataset(group.dataset_id);
    const std::string text = dataset_text(dataset);
    Facts& facts = data.environments.emplace_back(environment_facts(store.environment(run.environment_id)));
    facts.insert(facts.end(), {{"Data", text},
                               {"Data hash", dataset.hash},
                               {"Numerics version", std::to_string(group.numerics_version)}});
    if (std::find(data.datasets.begin(), data.datasets.end(), text) == data.datasets.end())
      data.datasets.push_back(text);
  });
}

/// The axes on which the groups that can be compared differ.
std::vector<std::size_t> comparable_axes(const SweepData& data) {
  std::vector<std::size_t> axes = data.varying();
  std::erase_if(axes, [&](std::size_t axis) {
    std::optional<std::size_t> first;
    for (std::size_t group = 0; group < data.groups.size(); ++group) {
      const auto level = data.axes[axis].level(group);
      if (!level || !data.comparable[group]) continue;
      if (first && first != level) return false;
      first = level;
    }
    return true;
  });
  return axes;
}

/// The optimizer, or the first axis of words on which groups that can be compared differ, or any do.
void choose_arms(SweepData& data) {
  for (std::size_t i = 0; i < data.axes.size(); ++i) {
    const ReportAxis& axis = data.axes[i];
    if (axis.ordered() || axis.level_count() < 2 || axis.level_count() > most_arms) continue;
    const std::vector<std::size_t>& axes = data.comparable_axes;
    const bool varies = std::find(axes.begin(), axes.end(), i) != axes.end();
    if (varies && (!data.comparable_arms || axis.name == "optimizer")) data.comparable_arms = i;
    if (!data.arms) data.arms = i;
  }
  if (data.comparable_arms) data.arms = data.comparable_arms;
}

void rank_groups(const StoreReader& store, SweepData& data) {
  const Ranking ranking{.metric = data.objective->name, .direction = data.sweep.direction};
  if (data.sample) {
    data.board = ranked(data.sample->scores, data.groups, ranking, data.vocabulary);
    data.board.axes = differing_axes(data.groups);
  } else {
    data.board =
        rank(data.groups, ranking, data.vocabulary, [&](std::int64_t id) { return store.dataset(id); });
  }
  data.comparable.assign(data.groups.size(), false);
  for (const Standing& standing : data.board.standings) {
    data.order.push_back(static_cast<std::size_t>(standing.group - data.groups.data()));
    data.comparable[data.order.back()] = standing.family == data.board.standings.front().family;
  }
  for (std::size_t i = 0; i < data.groups.size(); ++i)
    data.scores.push_back(data.score(i, data.objective_place));
  if (data.groups.empty()) return;
  data.axes = report_axes(data.board.axes, data.groups);
  data.comparable_axes = comparable_axes(data);
  choose_arms(data);
}

}  // namespace

SweepData read_sweep_data(const StoreReader& store, const SweepRow& sweep, const ReportOptions& options) {
  SweepData data{.sweep = sweep, .vocabulary = store.vocabulary()};
  data.objective_place = metric_place(data.metrics(), sweep.metric);
  data.objective = &data.metrics()[data.objective_place];
  read_groups(store, options, data);
  number_runs(data);
  read_environments(store, data);
  rank_groups(store, data);
  return data;
}

}  // namespace tryall::reports
