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
  data.groups = store.groups({.sweep = data.sweep.id}, data.sample->keys);
  std::sort(data.groups.begin(), data.groups.end(),
            [](const Group& a, const Group& b) { return a.key < b.key; });
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

/// The optimizer, or the first axis of words that has several among groups that can be compared, or at all.
std::optional<std::size_t> arms_of(const std::vector<ReportAxis>& axes,
                                   const std::vector<std::size_t>& comparably_varying) {
  std::optional<std::size_t> arms, weak;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (axes[i].ordered() || axes[i].level_count() < 2 || axes[i].level_count() > most_arms) continue;
    const bool varies =
        std::find(comparably_varying.begin(), comparably_varying.end(), i) != comparably_varying.end();
    if (varies && axes[i].name == "optimizer") return i;
    auto& first = varies ? arms : weak;
    if (!first) first = i;
  }
  return arms ? arms : weak;
}

void rank_groups(const StoreReader& store, SweepData& data) {
  data.board = rank(data.groups, {.metric = data.objective->name, .direction = data.sweep.direction},
                    data.vocabulary, [&](std::int64_t id) { return store.dataset(id); });
  data.comparable.assign(data.groups.size(), false);
  for (const Standing& standing : data.board.standings) {
    data.order.push_back(static_cast<std::size_t>(standing.group - data.groups.data()));
    data.comparable[data.order.back()] = standing.family == data.board.standings.front().family;
  }
  for (std::size_t i = 0; i < data.groups.size(); ++i)
    data.scores.push_back(data.score(i, data.objective_place));
  if (data.groups.empty()) return;
  data.axes = report_axes(data.board.axes, data.groups);
  data.arms = arms_of(data.axes, data.comparably_varying());
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
