#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "report/words.hpp"
#include "run_time.hpp"
#include "sections.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {
namespace {

std::string question(const SweepData& data) {
  if (!data.sweep.description.empty()) return data.sweep.description;
  std::vector<std::string> names;
  for (const std::size_t axis : data.varying()) names.push_back(data.axes[axis].label);
  const std::string reaches =
      fmt::format("the {} {}", data.maximize() ? "highest" : "lowest", metric_label(*data.objective));
  if (names.empty()) return fmt::format("What {} does this config reach?", metric_label(*data.objective));
  constexpr std::size_t most_named = 5;
  if (names.size() > most_named)
    return fmt::format("Which setting of {} axes reaches {}?", names.size(), reaches);
  return fmt::format("Which {} reaches {}?", joined(names), reaches);
}

std::size_t count_stored(const SweepData& data) {
  return data.sample ? data.sample->runs_in_all : data.run_count;
}

std::size_t count_failed(const SweepData& data) {
  std::size_t failed = 0;
  if (!data.sample) {
    for (const GroupScore& score : data.scores) failed += score.failed;
    return failed;
  }
  for (const auto& [outcome, runs] : data.sample->outcomes)
    if (outcome != Outcome::completed) failed += runs;
  return failed;
}

std::vector<std::pair<Outcome, std::size_t>> outcomes(const SweepData& data) {
  if (data.sample) return data.sample->outcomes;
  std::array<std::size_t, 6> counts = {};
  data.for_each_run(
      [&](std::size_t, std::size_t, const Run& run) { ++counts[static_cast<std::size_t>(run.outcome)]; });
  std::vector<std::pair<Outcome, std::size_t>> list;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) list.emplace_back(static_cast<Outcome>(i), counts[i]);
  return list;
}

std::optional<OverviewBest> best(const SweepData& data) {
  const std::size_t group = data.order.front();
  const GroupScore& score = data.scores[group];
  if (!score.has_value()) return std::nullopt;
  OverviewBest result{.label = group_text(data, group),
                      .interval = "95 % interval of the mean over seeds",
                      .group = group,
                      .value = estimate(score)};
  if (data.objective->share)
    for (double* value : {&result.value.center, &result.value.low, &result.value.high})
      *value = 100 * sweeps::six_digits(*value);  // as the page does with those of the leaderboard
  return result;
}

/// The values of a fact over all environments, each once.
std::string distinct_fact(const SweepData& data, std::string_view label) {
  std::vector<std::string> values;
  for (const Facts& facts : data.environments)
    for (const auto& [name, value] : facts)
      if (name == label && std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(value);
  return joined(values);
}

Facts facts(const SweepData& data) {
  double seconds = 0;
  const RunTime time(data);
  data.for_each_run([&](std::size_t, std::size_t, const Run& run) { seconds += time.of(run); });
  Facts list;
  const auto add = [&](const char* label, const std::string& value) {
    if (!value.empty()) list.emplace_back(label, value);
  };
  add("Ranked by",
      metric_label(*data.objective) + (data.maximize() ? ", larger is better" : ", smaller is better"));
  const std::size_t groups = data.groups_in_all();
  add("Groups", fmt::format("{}, with up to {} each", count_text(groups), plural(data.most_seeds(), "seed")));
  add("Runs", fmt::format("{} of {}", count_text(count_stored(data)),
                          count_text(static_cast<std::size_t>(data.sweep.runs))));
  if (data.sample)
    add("In this report",
        fmt::format("{}, {}", plural(data.groups.size(), "group"), plural(data.run_count, "run")));
  add("Data", joined(data.datasets));
  add("Trained for", data.run_count == 0 ? ""
                                         : fmt::format("{}, summed over {}", time.text(seconds),
                                                       data.sample ? "the runs in this report" : "workers"));
  for (const char* label : {"Made by", "Commit", "Processor", "Host"}) add(label, distinct_fact(data, label));
  return list;
}

std::string sample_text(const SweepData& data) {
  const std::size_t drawn = data.groups.size() - data.sample->best;
  return fmt::format(
      "This sweep is large: the report is made of {} of its {}, the {} best and {} drawn at random. Ranks, "
      "ties and the counts of groups, runs and outcomes are of all; everything else is of these groups. "
      "tryall query reads all.",
      count_text(data.groups.size()), plural(data.sample->groups_in_all, "group"),
      count_text(data.sample->best), count_text(drawn));
}

class Warnings {
 public:
  void add(std::string text, std::string section = "") {
    list_.push_back({std::move(text), std::move(section)});
  }
  std::vector<Warning> take() { return std::move(list_); }

 private:
  std::vector<Warning> list_;
};

void warn_of_runs(const SweepData& data, Warnings& warnings) {
  if (data.sample) warnings.add(sample_text(data));
  const auto planned = static_cast<std::size_t>(data.sweep.runs);
  const std::size_t stored = count_stored(data), failed = count_failed(data);
  if (stored < planned)
    warnings.add(fmt::format("{} of {} are not stored yet; tryall run trains them.",
                             count_text(planned - stored), plural(planned, "run")));
  if (failed == stored)
    warnings.add("Every run diverged or failed, so there is no value to compare.", "failures");
  else if (10 * failed > stored)
    warnings.add(fmt::format("{:.0f} % of the runs diverged or failed.",
                             100 * static_cast<double>(failed) / static_cast<double>(stored)),
                 "failures");
}

void warn_of_seeds(const SweepData& data, Warnings& warnings) {
  const std::size_t seeds = data.most_seeds();
  if (seeds == 1)
    warnings.add("One seed each: the spread is unknown, and what looks better may be chance.", "leaderboard");
  else if (seeds < 5)
    warnings.add(fmt::format("{} seeds per group show only large differences; use 5 or more.", seeds),
                 "leaderboard");
  const auto same = std::count_if(data.scores.begin(), data.scores.end(), [](const GroupScore& score) {
    return score.interval.state == statistics::IntervalState::no_spread;
  });
  if (same > 0)
    warnings.add(
        fmt::format(
            "{} the same value for every seed: the metric is coarse, or seeds have no effect.",
            same == 1 ? "One group has" : count_text(static_cast<std::size_t>(same)) + " groups have"),
        "leaderboard");
}

void warn_of_sections(const Report& report, Warnings& warnings) {
  const SweepData& data = *report.data;
  constexpr std::size_t most_alarms = 3;
  if (report.robustness) {
    const std::vector<EdgeAlarm>& alarms = report.robustness->alarms;
    for (std::size_t i = 0; i < alarms.size() && i < most_alarms; ++i)
      warnings.add(alarms[i].text, "robustness");
    if (alarms.size() > most_alarms)
      warnings.add(fmt::format("{} at an edge.",
                               alarms.size() == most_alarms + 1
                                   ? "1 more best value lies"
                                   : fmt::format("{} more best values lie", alarms.size() - most_alarms)),
                   "robustness");
  }
  if (distinct_fact(data, "Commit").find("with changes") != std::string::npos)
    warnings.add("Made by a program with uncommitted changes.");
  std::set<std::int64_t> environments;
  data.for_each_run(
      [&](std::size_t, std::size_t, const Run& run) { environments.insert(run.environment_id); });
  if (environments.size() > 1)
    warnings.add("Not all runs were made by one program on one machine; see the runs' pages.");
}

}  // namespace

OverviewSection overview_section(const Report& report) {
  const SweepData& data = *report.data;
  OverviewSection section;
  section.finding = report.leaderboard ? answer(data) : "No run of this sweep is stored yet.";
  section.question = question(data);
  Warnings found;
  if (data.run_count == 0) {
    found.add(fmt::format("{} planned; tryall run trains them.",
                          data.sweep.runs == 1
                              ? "One run is"
                              : count_text(static_cast<std::size_t>(data.sweep.runs)) + " runs are"));
  } else {
    section.best = best(data);
    warn_of_runs(data, found);
    warn_of_seeds(data, found);
    warn_of_sections(report, found);
  }
  if (data.sample)
    section.sample = OverviewSample{data.groups.size(), data.sample->best, data.run_count,
                                    data.sample->groups_in_all, data.sample->runs_in_all};
  section.outcomes = outcomes(data);
  section.facts = facts(data);
  section.warnings = found.take();
  return section;
}

Json section_json(const OverviewSection& section) {
  Json json = {{"finding", section.finding}, {"question", section.question}};
  if (const auto& sample = section.sample)
    json["sample"] = {{"groups", sample->groups},
                      {"best", sample->best},
                      {"runs", sample->runs},
                      {"groups_in_all", sample->groups_in_all},
                      {"runs_in_all", sample->runs_in_all}};
  if (const auto& best = section.best)
    json["best"] = {{"label", best->label},
                    {"group", best->group},
                    {"value", exact_number(best->value.center)},
                    {"low", exact_number(best->value.low)},
                    {"high", exact_number(best->value.high)},
                    {"interval", best->interval},
                    {"n", best->value.n}};
  json["outcomes"] = column(section.outcomes, [](const auto& one) {
    return Json{{"outcome", to_text(one.first)}, {"runs", one.second}};
  });
  json["facts"] = facts_json(section.facts);
  json["warnings"] = column(section.warnings, [](const Warning& warning) {
    Json one = {{"text", warning.text}};
    if (!warning.section.empty()) one["section"] = warning.section;
    return one;
  });
  return json;
}

}  // namespace tryall::reports
