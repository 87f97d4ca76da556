#include <fmt/format.h>

#include <algorithm>

#include "average_ranks.hpp"
#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/superiority.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_contenders = 8;

/// Larger is better; failed runs as the worst there is.
std::vector<double> goodness(const SweepData& data, std::size_t group) {
  std::vector<double> values = data.values_or_worst(group);
  if (!data.maximize())
    for (double& value : values) value = -value;
  return values;
}

statistics::Superiority compare(const SweepData& data, std::size_t a, std::size_t b) {
  const std::vector<double> x = goodness(data, a), y = goodness(data, b);
  const std::string key = data.groups[a].key + " against " + data.groups[b].key;
  return data.same_seeds(a, b) ? statistics::paired_superiority(x, y, {.key = key})
                               : statistics::unpaired_superiority(x, y, {.key = key});
}

Json verdict_json(statistics::Verdict verdict) {
  switch (verdict) {
    case statistics::Verdict::not_significant:
      return "not_significant";
    case statistics::Verdict::not_meaningful:
      return "significant";
    case statistics::Verdict::meaningful:
      return "meaningful";
    default:
      return nullptr;
  }
}

Json pairs_json(const SweepData& data, const std::vector<std::size_t>& groups) {
  Json json;
  for (const char* column : {"a", "b", "probability", "low", "high", "n", "verdict"})
    json[column] = Json::array();
  for (std::size_t a = 0; a < groups.size(); ++a)
    for (std::size_t b = 0; b < groups.size(); ++b) {
      if (a == b) continue;
      const auto result = compare(data, groups[a], groups[b]);
      const std::size_t n = std::min(data.groups[groups[a]].runs.size(), data.groups[groups[b]].runs.size());
      const bool enough = n >= fewest_for_bootstrap;
      json["a"].push_back(a);
      json["b"].push_back(b);
      json["probability"].push_back(number(result.probability));
      json["low"].push_back(enough ? number(result.interval.low) : Json());
      json["high"].push_back(enough ? number(result.interval.high) : Json());
      json["n"].push_back(n);
      json["verdict"].push_back(enough ? verdict_json(result.verdict) : Json());
    }
  json["interval"] = "95 % bootstrap CI (the binomial's where all pairs agree)";
  return json;
}

std::string finding(const SweepData& data, const std::vector<std::size_t>& groups) {
  const auto first = compare(data, groups[0], groups[1]);
  const std::size_t n = std::min(data.groups[groups[0]].runs.size(), data.groups[groups[1]].runs.size());
  std::string text =
      fmt::format("{} is better than {} with a probability of {:.2f} over {} seeds",
                  group_text(data, groups[0]), group_text(data, groups[1]), first.probability, n);
  if (n < fewest_for_bootstrap)
    return text +
           fmt::format(": fewer than {} seeds, so the two cannot be told apart.", fewest_for_bootstrap);
  text += fmt::format(" [{:.2f}, {:.2f}]", first.interval.low, first.interval.high);
  if (first.verdict == statistics::Verdict::meaningful) return text + ".";
  if (first.verdict == statistics::Verdict::not_meaningful)
    return text + ": better, but perhaps not by much.";
  return text + ": the two cannot be told apart.";
}

Json contenders_json(const SweepData& data, const std::vector<std::size_t>& groups) {
  Json list = Json::array();
  for (const std::size_t group : groups) {
    Json one = {{"label", group_text(data, group)}, {"group", group}};
    if (const auto arm = data.arm_of(group)) one["arm"] = *arm;
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

Json significance_section(const SweepData& data) {
  if (data.groups.size() < 2) return nullptr;
  const std::vector<std::size_t> groups = contenders(data, most_contenders);
  if (groups.size() < 2) return missing_section("Fewer than two groups to compare have a value.");
  if (data.most_seeds() < 2)
    return missing_section("One seed a group: no spread is known, so nothing can be told apart.");
  Json json = {
      {"finding", finding(data, groups)},
      {"note",
       {{"n", fmt::format("up to {} seeds a group", data.most_seeds())},
        {"method",
         fmt::format("{}, picked by these same values; paired by seed where the seeds are the "
                     "same; 0.75 is a difference that matters (Bouthillier et al. 2021)",
                     data.arms ? fmt::format("the best group of each {}", data.axes[*data.arms].label)
                               : "the highest ranked groups")},
        {"exclusions", "none: failed runs count as the worst"}}},
      {"contenders", contenders_json(data, groups)},
      {"pairs", pairs_json(data, groups)}};
  if (data.arms) json["critical_difference"] = average_ranks_json(data, groups);
  return json;
}

}  // namespace tryall::reports
