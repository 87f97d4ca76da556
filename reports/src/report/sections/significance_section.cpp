#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <set>

#include "average_ranks.hpp"
#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/superiority.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_contenders = 8;

/// The best group of each arm that has a value, or without arms the best groups; of those that can be
/// compared.
std::vector<std::size_t> comparable_contenders(const SweepData& data) {
  std::vector<std::size_t> groups;
  std::set<std::size_t> seen;
  for (const std::size_t group : data.order) {
    if (groups.size() == most_contenders || !data.scores[group].has_value()) break;
    if (!data.comparable[group]) continue;
    const auto arm = data.comparable_arms ? data.arm_of(group) : std::nullopt;
    if (data.comparable_arms && (!arm || !seen.insert(*arm).second)) continue;
    groups.push_back(group);
  }
  return groups;
}

/// Larger is better; failed runs as the worst there is.
std::vector<double> goodness(const SweepData& data, std::size_t group) {
  std::vector<double> values = data.values_or_worst(group);
  if (!data.maximize())
    for (double& value : values) value = -value;
  return values;
}

/// P(a run of the first is better than one of the second).
double probability(const SweepData& data, std::size_t a, std::size_t b) {
  const std::vector<double> x = goodness(data, a), y = goodness(data, b);
  return data.same_seeds(a, b) ? statistics::probability_above_in_pairs(x, y)
                               : statistics::probability_above(x, y);
}

std::vector<ContenderPair> pairs_of(const SweepData& data, const std::vector<std::size_t>& groups) {
  std::vector<ContenderPair> pairs;
  const auto seeds = [&](std::size_t place) { return data.groups[groups[place]].runs.size(); };
  for (std::size_t a = 0; a < groups.size(); ++a)
    for (std::size_t b = 0; b < groups.size(); ++b)
      if (a != b)
        pairs.push_back({a, b, probability(data, groups[a], groups[b]), std::min(seeds(a), seeds(b))});
  return pairs;
}

std::vector<Contender> contenders_of(const SweepData& data, const std::vector<std::size_t>& groups) {
  std::vector<Contender> list;
  for (const std::size_t group : groups) {
    const Standing& standing = standing_of(data, group);
    const statistics::TieRow& tie = standing.tie;
    list.push_back({.label = group_text(data, group),
                    .group = group,
                    .arm = data.arm_of(group),
                    .gap = {tie.gap, tie.low, tie.high, tie.n},
                    .verdict = tie.mark,
                    .mark = mark_text(standing)});
  }
  return list;
}

/// What the leaderboard says of the contenders.
std::string finding(const SweepData& data, const std::vector<Contender>& contenders) {
  std::string tied, behind;
  for (const Contender& one : contenders) {
    std::string* list = one.verdict == statistics::TieMark::tied     ? &tied
                        : one.verdict == statistics::TieMark::behind ? &behind
                                                                     : nullptr;
    if (list) *list += (list->empty() ? "" : "; ") + group_name(data, one.group);
  }
  std::string text = fmt::format("Best: {}.", group_name(data, contenders.front().group));
  const std::string of = data.comparable_arms
                             ? fmt::format("of the best of each {}, ", data.axes[*data.comparable_arms].label)
                         : data.groups.size() > contenders.size()
                             ? fmt::format("of the {} highest ranked groups, ", contenders.size())
                             : "";
  const auto add = [&](std::string words, const std::string& names) {
    if (names.empty()) return;
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    text += fmt::format(" {}: {}.", words, names);
  };
  add(of + "statistically tied with it", tied);
  add(tied.empty() ? of + "behind it" : "behind it", behind);
  if (tied.empty() && behind.empty())
    text += std::any_of(contenders.begin(), contenders.end(),
                        [](const Contender& one) { return one.verdict == statistics::TieMark::no_spread; })
                ? " All seeds give the same value, so the others cannot be tested against it."
                : " Too few seeds to test the others against it.";
  return text;
}

Json contender_json(const Contender& contender) {
  Json json = {{"label", contender.label}, {"group", contender.group}};
  if (contender.arm) json["arm"] = *contender.arm;
  json["gap"] = exact_number(contender.gap.center);
  json["gap_low"] = exact_number(contender.gap.low);
  json["gap_high"] = exact_number(contender.gap.high);
  json["verdict"] = statistics::to_text(contender.verdict);
  json["mark"] = contender.mark;
  return json;
}

Json pairs_json(const std::vector<ContenderPair>& pairs) {
  return {{"a", column(pairs, &ContenderPair::a)},
          {"b", column(pairs, &ContenderPair::b)},
          {"probability", numbers(pairs, &ContenderPair::probability)},
          {"n", column(pairs, &ContenderPair::n)}};
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
  const std::vector<std::size_t> groups = comparable_contenders(data);
  if (groups.size() < 2)
    return missing_section<SignificanceSection>("Fewer than two groups to compare have a value.");
  if (data.most_seeds() < 2)
    return missing_section<SignificanceSection>(
        "One seed per group: the spread is unknown, so groups cannot be distinguished.");
  SignificanceSection section;
  section.contenders = contenders_of(data, groups);
  section.finding = finding(data, section.contenders);
  section.note = {
      .n = fmt::format("up to {} seeds per group", data.most_seeds()),
      .method = fmt::format(
          "{}{}; P is the share of seeds on which a group is better, a tie counting half; 0.75 is a "
          "difference that matters (Bouthillier et al. 2021)",
          data.comparable_arms
              ? fmt::format("the best group of each {}", data.axes[*data.comparable_arms].label)
              : "the highest ranked groups",
          data.board.families.size() > 1 ? " of " + data.board.families.front().label : ""),
      .exclusions = "none: failed runs count as the worst"};
  section.pairs = pairs_of(data, groups);
  if (data.comparable_arms) section.average_ranks = average_ranks(data, groups);
  return section;
}

Json section_json(const SignificanceSection& section, const SweepData&) {
  Json json = words_json(section);
  json["contenders"] = column(section.contenders, contender_json);
  json["pairs"] = pairs_json(section.pairs);
  if (section.average_ranks) json["critical_difference"] = average_ranks_json(*section.average_ranks);
  return json;
}

}  // namespace tryall::reports
