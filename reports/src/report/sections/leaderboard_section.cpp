#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"
#include "run_time.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

double mean_seconds(const SweepData& data, std::size_t group, const RunTime& time) {
  double sum = 0;
  for (const Run& run : data.groups[group].runs) sum += time.of(run);
  return sum / static_cast<double>(data.groups[group].runs.size());
}

std::string method_text(const SweepData& data) {
  std::size_t compared = 0;  // the most of a family
  for (const Comparable& family : data.board.families) compared = std::max(compared, family.compared);
  std::string text = fmt::format("ranked by mean {}, groups with diverged or failed runs come last",
                                 metric_label(*data.objective));
  if (compared == 2) text += "; differences to the best by a paired t test";
  if (compared > 2)
    text +=
        "; differences to the best by a step-down max-t test. The best was picked by these values, so its "
        "mean is optimistic; confirm it on fresh seeds";
  return text;
}

Note leaderboard_note(const SweepData& data, std::size_t shown) {
  const std::size_t all = data.groups_in_all();
  const std::size_t seeds = data.most_seeds();
  return {.n = seeds == 1 ? "one seed per group" : fmt::format("up to {} seeds per group", seeds),
          .method = method_text(data),
          .exclusions =
              shown < all
                  ? fmt::format(
                        "{} of {} groups, ranked below those shown; groups with diverged or failed runs are "
                        "ranked last and not compared",
                        count_text(all - shown), count_text(all))
                  : "none; groups with diverged or failed runs are ranked last and not compared"};
}

LeaderboardRow row_of(const SweepData& data, std::size_t place, const RunTime& time) {
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
                     .seconds = mean_seconds(data, group, time)};
  if (standing.rank > 0) row.rank = standing.rank;
  return row;
}

Json family_json(const Comparable& family) {
  return {{"label", family.label}, {"groups", family.groups}, {"compared", family.compared}};
}

}  // namespace

std::optional<LeaderboardSection> leaderboard_section(const SectionSource& source) {
  const SweepData& data = source.data;
  const RunTime time(data);
  LeaderboardSection section;
  section.cost_label = time.name() + " of a run";
  section.families = data.board.families;
  section.test_metric = test_counterpart(data);
  std::vector<std::size_t> shown(section.families.size(), 0);
  for (std::size_t place = 0; place < data.order.size(); ++place) {
    if (shown[data.board.standings[place].family]++ >= source.options.leaders) continue;
    LeaderboardRow& row = section.rows.emplace_back(row_of(data, place, time));
    if (section.test_metric) row.test = estimate(data.score(row.group, *section.test_metric));
    if (row.value.has_interval()) section.interval = "95 % interval of the mean over seeds";
  }
  section.finding = ties_finding(data);
  section.note = leaderboard_note(data, section.rows.size());
  section.groups_in_all = data.groups_in_all();
  return section;
}

Json section_json(const LeaderboardSection& section, const SweepData& data) {
  const std::vector<LeaderboardRow>& rows = section.rows;
  const auto gap = [](double Estimate::*end) {
    return [end](const LeaderboardRow& row) { return exact_number(row.gap.*end); };
  };
  Json json = words_json(section);
  json["metric"] = data.objective->name;
  json["statistic"] = section.statistic;
  if (!section.interval.empty()) json["interval"] = section.interval;
  json["group"] = column(rows, &LeaderboardRow::group);
  add_estimates(json, rows, &LeaderboardRow::value, exact_number);
  json["rank"] = column(rows, [](const LeaderboardRow& row) { return or_null(row.rank); });
  json["families"] = column(section.families, family_json);
  json["family"] = column(rows, &LeaderboardRow::family);
  json["gap"] = column(rows, gap(&Estimate::center));
  json["gap_low"] = column(rows, gap(&Estimate::low));
  json["gap_high"] = column(rows, gap(&Estimate::high));
  json["verdict"] = column(rows, [](const LeaderboardRow& row) { return statistics::to_text(row.verdict); });
  json["mark"] = column(rows, &LeaderboardRow::mark);
  json["seeds_needed"] = column(rows, [](const LeaderboardRow& row) { return or_null(row.seeds_needed); });
  json["failed"] = column(rows, &LeaderboardRow::failed);
  if (section.test_metric) {
    Json test = {{"metric", data.metrics()[*section.test_metric].name}};
    add_estimates(test, rows, &LeaderboardRow::test, exact_number);
    json["also"] = Json::array({std::move(test)});
  }
  json["cost"] = {
      {"label", section.cost_label}, {"unit", "s"}, {"value", numbers(rows, &LeaderboardRow::seconds)}};
  json["groups_in_all"] = section.groups_in_all;
  return json;
}

}  // namespace tryall::reports
