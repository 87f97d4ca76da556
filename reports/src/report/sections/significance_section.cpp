#include <fmt/format.h>

#include <algorithm>
#include <functional>

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

std::vector<ContenderPair> pairs_of(const SweepData& data, const std::vector<std::size_t>& groups) {
  std::vector<ContenderPair> pairs;
  for (std::size_t a = 0; a < groups.size(); ++a)
    for (std::size_t b = 0; b < groups.size(); ++b) {
      if (a == b) continue;
      const auto result = compare(data, groups[a], groups[b]);
      const std::size_t n = std::min(data.groups[groups[a]].runs.size(), data.groups[groups[b]].runs.size());
      ContenderPair& pair = pairs.emplace_back(
          ContenderPair{.a = a, .b = b, .probability = {.center = result.probability, .n = n}});
      if (n < fewest_for_bootstrap) continue;
      pair.probability.low = result.interval.low;
      pair.probability.high = result.interval.high;
      pair.verdict = result.verdict;
    }
  return pairs;
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

std::vector<Contender> contenders_of(const SweepData& data, const std::vector<std::size_t>& groups) {
  std::vector<Contender> list;
  for (const std::size_t group : groups)
    list.push_back({.label = group_text(data, group), .group = group, .arm = data.arm_of(group)});
  return list;
}

Json contender_json(const Contender& contender) {
  Json json = {{"label", contender.label}, {"group", contender.group}};
  if (contender.arm) json["arm"] = *contender.arm;
  return json;
}

Json pairs_json(const SignificanceSection& section) {
  const std::vector<ContenderPair>& pairs = section.pairs;
  const auto of = [](double Estimate::*end) {
    return [end](const ContenderPair& pair) { return pair.probability.*end; };
  };
  return {{"a", column(pairs, &ContenderPair::a)},
          {"b", column(pairs, &ContenderPair::b)},
          {"probability", numbers(pairs, of(&Estimate::center))},
          {"low", numbers(pairs, of(&Estimate::low))},
          {"high", numbers(pairs, of(&Estimate::high))},
          {"n", column(pairs, [](const ContenderPair& pair) { return pair.probability.n; })},
          {"verdict", column(pairs,
                             [](const ContenderPair& pair) {
                               return pair.verdict ? verdict_json(*pair.verdict) : Json();
                             })},
          {"interval", section.interval}};
}

Json average_ranks_json(const AverageRanks& ranks) {
  Json json = {{"average_rank", numbers(ranks.ranks, std::identity{})},
               {"cliques", ranks.cliques},
               {"blocks", ranks.blocks},
               {"method", ranks.method}};
  if (!ranks.missing.empty())
    json["missing"] = ranks.missing;
  else
    json["difference"] = number(ranks.difference);
  return json;
}

}  // namespace

std::optional<SignificanceSection> significance_section(const SectionSource& source) {
  const SweepData& data = source.data;
  if (data.groups.size() < 2) return std::nullopt;
  const std::vector<std::size_t> groups = contenders(data, most_contenders);
  if (groups.size() < 2)
    return missing_section<SignificanceSection>("Fewer than two groups to compare have a value.");
  if (data.most_seeds() < 2)
    return missing_section<SignificanceSection>(
        "One seed a group: no spread is known, so nothing can be told apart.");
  SignificanceSection section;
  section.finding = finding(data, groups);
  section.note = {
      .n = fmt::format("up to {} seeds a group", data.most_seeds()),
      .method = fmt::format("{}, picked by these same values; paired by seed where the seeds are the "
                            "same; 0.75 is a difference that matters (Bouthillier et al. 2021)",
                            data.arms ? fmt::format("the best group of each {}", data.axes[*data.arms].label)
                                      : "the highest ranked groups"),
      .exclusions = "none: failed runs count as the worst"};
  section.contenders = contenders_of(data, groups);
  section.interval = "95 % bootstrap CI (the binomial's where all pairs agree)";
  section.pairs = pairs_of(data, groups);
  if (data.arms) section.average_ranks = average_ranks(data, groups);
  return section;
}

Json section_json(const SignificanceSection& section, const SweepData&) {
  Json json = words_json(section);
  json["contenders"] = column(section.contenders, contender_json);
  json["pairs"] = pairs_json(section);
  if (section.average_ranks) json["critical_difference"] = average_ranks_json(*section.average_ranks);
  return json;
}

}  // namespace tryall::reports
