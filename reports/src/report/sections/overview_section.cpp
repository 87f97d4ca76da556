#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::reports {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

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

Json outcomes(const SweepData& data) {
  std::array<std::size_t, 6> counts = {};
  data.for_each_run(
      [&](std::size_t, std::size_t, const Run& run) { ++counts[static_cast<std::size_t>(run.outcome)]; });
  Json list = Json::array();
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) list.push_back({{"outcome", to_text(static_cast<Outcome>(i))}, {"runs", counts[i]}});
  return list;
}

/// The best of the first arm minus the best of the second, over shared seeds.
Json effect(const SweepData& data) {
  const std::vector<std::size_t> two = contenders(data, 2);
  if (two.size() < 2) return nullptr;
  const GroupScore &a = data.scores[two[0]], &b = data.scores[two[1]];
  if (!a.whole() || !b.whole()) return nullptr;
  const bool paired = data.same_seeds(two[0], two[1]);
  const auto interval =
      paired ? statistics::t_interval(statistics::differences(a.values, b.values)) : statistics::Interval{};
  const bool share = data.objective->share;
  const double unit = share ? 100 : 1;
  const bool given = interval.state == statistics::IntervalState::given;
  return {{"label", fmt::format("{}: {} minus {}{}", metric_label(*data.objective), group_text(data, two[0]),
                                group_text(data, two[1]), share ? ", points" : "")},
          {"value", number(unit * (a.mean - b.mean))},
          {"low", given ? number(unit * interval.low) : Json()},
          {"high", given ? number(unit * interval.high) : Json()},
          {"interval", "95 % t interval, paired by seed"},
          {"no_effect", 0},
          {"n", std::min(a.values.size(), b.values.size())}};
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

Json facts(const SweepData& data) {
  double seconds = 0;
  data.for_each_run([&](std::size_t, std::size_t, const Run& run) { seconds += run.wall_seconds; });
  Json list = Json::array();
  const auto add = [&](const char* label, const std::string& value) {
    if (!value.empty()) list.push_back(Json::array({label, value}));
  };
  add("Selected by",
      metric_label(*data.objective) + (data.maximize() ? ", larger is better" : ", smaller is better"));
  add("Groups",
      fmt::format("{} of up to {}", count_text(data.groups.size()), plural(data.most_seeds(), "seed")));
  add("Runs", fmt::format("{} of {}", count_text(data.run_count),
                          count_text(static_cast<std::size_t>(data.sweep.runs))));
  add("Data", joined(data.datasets));
  add("Trained for", data.run_count == 0 ? "" : seconds_text(seconds) + ", summed over workers");
  for (const char* label : {"Made by", "Commit", "Processor", "Host"}) add(label, distinct_fact(data, label));
  return list;
}

class Warnings {
 public:
  void add(std::string text, const char* section = nullptr) {
    list_.push_back({{"text", std::move(text)}});
    if (section) list_.back()["section"] = section;
  }
  Json take() { return std::move(list_); }

 private:
  Json list_ = Json::array();
};

void warn_of_runs(const SweepData& data, Warnings& warnings) {
  const auto planned = static_cast<std::size_t>(data.sweep.runs);
  if (data.run_count < planned)
    warnings.add(fmt::format("{} of {} are not stored yet; tryall run goes on with them.",
                             count_text(planned - data.run_count), plural(planned, "run")));
  std::size_t failed = 0;
  for (const GroupScore& score : data.scores) failed += score.failed;
  if (failed == data.run_count)
    warnings.add("Every run failed: there is no value to compare.", "failures");
  else if (10 * failed > data.run_count)
    warnings.add(fmt::format("{:.0f} % of the runs failed.",
                             100 * static_cast<double>(failed) / static_cast<double>(data.run_count)),
                 "failures");
}

void warn_of_seeds(const SweepData& data, Warnings& warnings) {
  const std::size_t seeds = data.most_seeds();
  if (seeds == 1)
    warnings.add("One seed each: no spread is known, and what looks better may be chance.", "leaderboard");
  else if (seeds < 5)
    warnings.add(
        fmt::format("{} seeds a group tell large differences apart only; five or more are better.", seeds),
        "leaderboard");
  const auto same = std::count_if(data.scores.begin(), data.scores.end(), [](const GroupScore& score) {
    return score.interval.state == statistics::IntervalState::no_spread;
  });
  if (same > 0)
    warnings.add(
        fmt::format(
            "{} the same value with every seed: the metric is coarse, or seeds change nothing.",
            same == 1 ? "One group has" : count_text(static_cast<std::size_t>(same)) + " groups have"),
        "leaderboard");
}

void warn_of_sections(const SweepData& data, const Json& sections, Warnings& warnings) {
  constexpr std::size_t most_alarms = 3;
  if (const auto robustness = sections.find("robustness");
      robustness != sections.end() && robustness->contains("alarms")) {
    const Json& alarms = (*robustness)["alarms"];
    for (std::size_t i = 0; i < alarms.size() && i < most_alarms; ++i)
      warnings.add(alarms[i]["text"].get<std::string>(), "robustness");
    if (alarms.size() > most_alarms)
      warnings.add(fmt::format("{} more best values stand at an edge.", alarms.size() - most_alarms),
                   "robustness");
  }
  if (distinct_fact(data, "Commit").find("with changes") != std::string::npos)
    warnings.add("Made by a program with changes that are in no commit.");
  if (data.environments.size() > data.datasets.size())
    warnings.add("Not all runs were made by one program on one machine; see the runs' pages.");
}

std::string finding(const SweepData& data, const Json& sections) {
  if (data.run_count == 0) return "No run of this sweep is stored yet.";
  return sections["leaderboard"]["finding"].get<std::string>();
}

}  // namespace

Json overview_section(const SweepData& data, const Json& sections) {
  Json json = {{"finding", finding(data, sections)}, {"question", question(data)}};
  Warnings found;
  if (data.run_count == 0) {
    found.add(fmt::format("{} planned; tryall run carries them out.",
                          data.sweep.runs == 1
                              ? "One run is"
                              : count_text(static_cast<std::size_t>(data.sweep.runs)) + " runs are"));
  } else {
    if (Json one = effect(data); !one.is_null()) json["effect"] = std::move(one);
    warn_of_runs(data, found);
    warn_of_seeds(data, found);
    warn_of_sections(data, sections, found);
  }
  json["outcomes"] = outcomes(data);
  json["facts"] = facts(data);
  json["warnings"] = found.take();
  return json;
}

}  // namespace tryall::reports
