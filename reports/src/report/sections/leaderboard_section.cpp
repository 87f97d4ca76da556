#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

using statistics::TieMark;

double mean_seconds(const SweepData& data, std::size_t group) {
  double sum = 0;
  for (const Run& run : data.groups[group].runs) sum += run.wall_seconds;
  return sum / static_cast<double>(data.groups[group].runs.size());
}

std::size_t count_marked(const SweepData& data, std::size_t family, TieMark mark) {
  return static_cast<std::size_t>(
      std::count_if(data.board.standings.begin(), data.board.standings.end(),
                    [&](const Standing& one) { return one.family == family && one.tie.mark == mark; }));
}

/// Of the first family, whose best stands first.
std::string ties_text(const SweepData& data) {
  const Comparable& family = data.board.families.front();
  if (data.most_seeds() < 2)
    return family.groups == 1 ? "One seed: the spread is unknown."
                              : "One seed each: the spread is unknown, so groups cannot be distinguished.";
  if (family.groups == 1) return "";
  if (!family.tested()) return "Fewer than 3 seeds each: too few to distinguish groups.";
  const std::size_t ties = count_marked(data, 0, TieMark::tied),
                    behind = count_marked(data, 0, TieMark::behind);
  if (count_marked(data, 0, TieMark::no_spread) == family.compared - 1)
    return "All seeds give the same value, so nothing can be tested.";
  if (ties == 0 && behind + 1 == family.groups) return "All others are behind it.";
  std::string text = ties == 0   ? "No other is statistically tied with it"
                     : ties == 1 ? "One other is statistically tied with it"
                                 : count_text(ties) + " others are statistically tied with it";
  if (const std::size_t left = family.groups - 1 - ties - behind; left > 0)
    text += fmt::format("; {} not compared", left == 1 ? "one is" : count_text(left) + " are");
  return text + ".";
}

std::string families_text(const SweepData& data) {
  std::string text;
  for (const Comparable& family : data.board.families) text += (text.empty() ? "" : "; ") + family.label;
  return fmt::format("Ranked apart, since their values cannot be compared: {}.", text);
}

std::string finding(const SweepData& data) {
  const std::size_t first = data.order.front();
  const GroupScore& best = data.scores[first];
  const Metric& metric = *data.objective;
  const bool one_family = data.board.families.size() == 1;
  if (!best.has_value() && one_family)
    return fmt::format("None of {} has a value of {}.", plural(data.order.size(), "group"),
                       metric_label(metric));
  std::string text = one_family ? "" : families_text(data) + " ";
  const Comparable& family = data.board.families.front();
  text += family.groups == 1 ? std::string("The only group")
                             : fmt::format("Best of {} groups", count_text(family.groups));
  if (!one_family) text += " of " + family.label;
  text +=
      fmt::format(": {}: {} {}.", group_name(data, first), metric_label(metric), score_text(metric, best));
  if (best.failed > 0)
    text += fmt::format(" {} of its {} runs failed; no group is without failures.", best.failed,
                        data.groups[first].runs.size());
  else if (std::string more = ties_text(data); !more.empty())
    text += " " + more;
  return text;
}

std::string method_text(const SweepData& data) {
  std::size_t compared = 0;
  for (const Comparable& family : data.board.families) compared += family.tested() ? family.compared : 0;
  std::string text = fmt::format("ranked by mean {}, groups with failed runs after all others",
                                 metric_label(*data.objective));
  if (compared == 2)
    text += "; tied where the 95 % interval of the difference to the best reaches 0 (paired t test)";
  if (compared > 2)
    text += fmt::format(
        "; tied where the 95 % interval of the difference to the best, for all {} groups together, reaches 0 "
        "(step-down max-t test). Tied is not equal. The best was picked by these values: run it on fresh "
        "seeds before "
        "you believe its mean",
        count_text(compared));
  return text;
}

Note leaderboard_note(const SweepData& data, std::size_t shown) {
  const std::size_t seeds = data.most_seeds();
  return {.n = seeds == 1 ? "one seed per group" : fmt::format("up to {} seeds per group", seeds),
          .method = method_text(data),
          .exclusions =
              shown < data.order.size()
                  ? fmt::format("the first {} of {} groups are shown; groups with failed runs are ranked "
                                "last and not compared",
                                shown, count_text(data.order.size()))
                  : "none; groups with failed runs are ranked last and not compared"};
}

LeaderboardRow row_of(const SweepData& data, std::size_t place) {
  const std::size_t group = data.order[place];
  const GroupScore& score = data.scores[group];
  const Standing& standing = data.board.standings[place];
  LeaderboardRow row{.group = group,
                     .value = estimate(score),
                     .gap = {standing.tie.gap, standing.tie.low, standing.tie.high, standing.tie.n},
                     .verdict = standing.tie.mark,
                     .seeds_needed = standing.seeds_needed,
                     .family = standing.family,
                     .mark = mark_text(standing),
                     .failed = score.failed,
                     .seconds = mean_seconds(data, group)};
  if (standing.rank > 0) row.rank = standing.rank;
  return row;
}

Json family_json(const Comparable& family) {
  return {{"label", family.label}, {"groups", family.groups}, {"compared", family.compared}};
}

}  // namespace

std::optional<LeaderboardSection> leaderboard_section(const SectionSource& source) {
  const SweepData& data = source.data;
  LeaderboardSection section;
  section.families = data.board.families;
  section.test_metric = test_counterpart(data);
  for (std::size_t place = 0; place < std::min(source.options.leaders, data.order.size()); ++place) {
    LeaderboardRow& row = section.rows.emplace_back(row_of(data, place));
    if (section.test_metric) row.test = estimate(data.score(row.group, *section.test_metric));
    if (row.value.has_interval()) section.interval = "95 % interval of the mean over seeds";
  }
  section.finding = finding(data);
  section.note = leaderboard_note(data, section.rows.size());
  section.groups_in_all = data.order.size();
  return section;
}

Json section_json(const LeaderboardSection& section, const SweepData& data) {
  const std::vector<LeaderboardRow>& rows = section.rows;
  const auto gap = [](double Estimate::*end) {
    return [end](const LeaderboardRow& row) { return row.gap.*end; };
  };
  Json json = words_json(section);
  json["metric"] = data.objective->name;
  json["statistic"] = section.statistic;
  if (!section.interval.empty()) json["interval"] = section.interval;
  json["group"] = column(rows, &LeaderboardRow::group);
  add_estimates(json, rows, &LeaderboardRow::value);
  json["rank"] = column(rows, [](const LeaderboardRow& row) { return or_null(row.rank); });
  json["families"] = column(section.families, family_json);
  json["family"] = column(rows, &LeaderboardRow::family);
  json["gap"] = numbers(rows, gap(&Estimate::center));
  json["gap_low"] = numbers(rows, gap(&Estimate::low));
  json["gap_high"] = numbers(rows, gap(&Estimate::high));
  json["verdict"] = column(rows, [](const LeaderboardRow& row) { return statistics::to_text(row.verdict); });
  json["seeds_needed"] = column(rows, [](const LeaderboardRow& row) { return or_null(row.seeds_needed); });
  json["failed"] = column(rows, &LeaderboardRow::failed);
  if (section.test_metric) {
    Json test = {{"metric", data.metrics()[*section.test_metric].name}};
    add_estimates(test, rows, &LeaderboardRow::test);
    json["also"] = Json::array({std::move(test)});
  }
  json["cost"] = {
      {"label", "time of a run"}, {"unit", "s"}, {"value", numbers(rows, &LeaderboardRow::seconds)}};
  json["groups_in_all"] = section.groups_in_all;
  return json;
}

}  // namespace tryall::reports
