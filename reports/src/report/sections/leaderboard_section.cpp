#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::reports {
namespace {

double mean_seconds(const SweepData& data, std::size_t group) {
  double sum = 0;
  for (const Run& run : data.groups[group].runs) sum += run.wall_seconds;
  return sum / static_cast<double>(data.groups[group].runs.size());
}

/// To the best group, by seed where both have the same seeds and all their runs have a value.
Estimate difference(const SweepData& data, std::size_t group) {
  const std::size_t best = data.order.front();
  const GroupScore &a = data.scores[group], &b = data.scores[best];
  statistics::Interval interval;
  if (group != best && a.whole() && b.whole() && data.same_seeds(group, best))
    interval = statistics::t_interval(statistics::differences(a.values, b.values));
  return estimate(a.mean - b.mean, interval, std::min(a.values.size(), b.values.size()));
}

std::string ties_text(const SweepData& data, std::size_t ties) {
  const GroupScore& best = data.scores[data.order.front()];
  if (best.values.size() < 2) return "One seed each: no spread is known, so nothing can be told apart.";
  if (ties > 1)
    return fmt::format("{} cannot be told apart from it.",
                       ties == 2 ? "One other group" : count_text(ties - 1) + " other groups");
  if (data.order.size() == 1) return "";
  if (best.values.size() < statistics::fewest_for_interval)
    return "Two seeds say little of the spread: take the order with care.";
  return "All others can be told apart from it.";
}

std::string finding(const SweepData& data, std::size_t ties) {
  const std::size_t first = data.order.front();
  const GroupScore& best = data.scores[first];
  const Metric& metric = *data.objective;
  if (!best.has_value())
    return fmt::format("None of {} has a value of {}.", plural(data.order.size(), "group"),
                       metric_label(metric));
  std::string text = fmt::format("{} {}: {} {}.",
                                 data.order.size() == 1 ? "The only group is"
                                                        : fmt::format("The highest ranked of {} groups is",
                                                                      count_text(data.order.size())),
                                 group_text(data, first), metric_label(metric), score_text(metric, best));
  if (best.failed > 0)
    text += fmt::format(" {} of its {} runs failed; no group is without failures.", best.failed,
                        data.groups[first].runs.size());
  else if (std::string more = ties_text(data, ties); !more.empty())
    text += " " + more;
  return text;
}

Note leaderboard_note(const SweepData& data, std::size_t shown) {
  const std::size_t seeds = data.most_seeds();
  return {
      .n = seeds == 1 ? "one seed a group" : fmt::format("up to {} seeds a group", seeds),
      .method = fmt::format("ranked by mean {}, groups with failed runs after all others; tied by t "
                            "tests against the first, paired where the seeds are the same, adjusted "
                            "by Holm; values that are all the same have no interval. The first was "
                            "picked by these values: run it on fresh seeds before it is believed",
                            metric_label(*data.objective)),
      .exclusions = shown < data.order.size()
                        ? fmt::format("the first {} of {} groups are shown; failed runs count as the worst",
                                      shown, count_text(data.order.size()))
                        : "none: failed runs count as the worst"};
}

LeaderboardRow row_of(const SweepData& data, std::size_t place, bool any_tie) {
  const std::size_t group = data.order[place];
  const GroupScore& score = data.scores[group];
  LeaderboardRow row{.group = group,
                     .value = estimate(score),
                     .difference = difference(data, group),
                     .tied = any_tie && data.board.not_distinguishable[place],
                     .failed = score.failed,
                     .seconds = mean_seconds(data, group)};
  if (score.has_value()) row.rank = place + 1;
  return row;
}

Json baseline_json(const LeaderboardSection& section) {
  const auto of = [](double Estimate::*end) {
    return [end](const LeaderboardRow& row) { return row.difference.*end; };
  };
  return {{"label", "the best"},
          {"group", section.rows.front().group},
          {"interval", "95 % t interval, paired by seed"},
          {"difference", numbers(section.rows, of(&Estimate::center))},
          {"low", numbers(section.rows, of(&Estimate::low))},
          {"high", numbers(section.rows, of(&Estimate::high))}};
}

}  // namespace

std::optional<LeaderboardSection> leaderboard_section(const SectionSource& source) {
  const SweepData& data = source.data;
  const std::vector<bool>& tied = data.board.not_distinguishable;
  const auto ties = static_cast<std::size_t>(std::count(tied.begin(), tied.end(), true));
  LeaderboardSection section;
  section.test_metric = test_counterpart(data);
  for (std::size_t place = 0; place < std::min(source.options.leaders, data.order.size()); ++place) {
    LeaderboardRow& row = section.rows.emplace_back(row_of(data, place, ties > 1));
    if (section.test_metric) row.test = estimate(data.score(row.group, *section.test_metric));
    if (row.value.has_interval()) section.interval = "95 % t interval of the mean over seeds";
  }
  section.finding = finding(data, ties);
  section.note = leaderboard_note(data, section.rows.size());
  section.has_differences = section.rows.size() > 1 && section.rows.front().rank.has_value();
  section.groups_in_all = data.order.size();
  return section;
}

Json section_json(const LeaderboardSection& section, const SweepData& data) {
  const std::vector<LeaderboardRow>& rows = section.rows;
  Json json = words_json(section);
  json["metric"] = data.objective->name;
  json["statistic"] = section.statistic;
  if (!section.interval.empty()) json["interval"] = section.interval;
  json["group"] = column(rows, &LeaderboardRow::group);
  add_estimates(json, rows, &LeaderboardRow::value);
  json["rank"] = column(rows, [](const LeaderboardRow& row) { return or_null(row.rank); });
  json["tie"] = column(rows, [](const LeaderboardRow& row) { return row.tied ? Json(1) : Json(); });
  json["failed"] = column(rows, &LeaderboardRow::failed);
  if (section.test_metric) {
    Json test = {{"metric", data.metrics()[*section.test_metric].name}};
    add_estimates(test, rows, &LeaderboardRow::test);
    json["also"] = Json::array({std::move(test)});
  }
  if (section.has_differences) json["baseline"] = baseline_json(section);
  json["cost"] = {
      {"label", "time of a run"}, {"unit", "s"}, {"value", numbers(rows, &LeaderboardRow::seconds)}};
  json["groups_in_all"] = section.groups_in_all;
  return json;
}

}  // namespace tryall::reports
