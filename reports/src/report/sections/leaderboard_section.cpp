#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::reports {
namespace {

constexpr const char* interval_name = "95 % t interval of the mean over seeds";

double mean_seconds(const SweepData& data, std::size_t group) {
  double sum = 0;
  for (const Run& run : data.groups[group].runs) sum += run.wall_seconds;
  return sum / static_cast<double>(data.groups[group].runs.size());
}

/// Differences to the best group, by seed where both have the same seeds and all their runs have a value.
Json baseline(const SweepData& data, const std::vector<std::size_t>& shown) {
  const std::size_t best = shown.front();
  Json json = {
      {"label", "the best"},         {"group", best},        {"interval", "95 % t interval, paired by seed"},
      {"difference", Json::array()}, {"low", Json::array()}, {"high", Json::array()}};
  for (const std::size_t group : shown) {
    const GroupScore &a = data.scores[group], &b = data.scores[best];
    statistics::Interval interval;
    if (group != best && a.whole() && b.whole() && data.same_seeds(group, best))
      interval = statistics::t_interval(statistics::differences(a.values, b.values));
    json["difference"].push_back(number(a.mean - b.mean));
    json["low"].push_back(low_of(interval));
    json["high"].push_back(high_of(interval));
  }
  return json;
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

Json leaderboard_note(const SweepData& data, std::size_t shown) {
  const std::size_t seeds = data.most_seeds();
  Json note = {
      {"n", seeds == 1 ? "one seed a group" : fmt::format("up to {} seeds a group", seeds)},
      {"method", fmt::format("ranked by mean {}, groups with failed runs after all others; tied by t "
                             "tests against the first, paired where the seeds are the same, adjusted "
                             "by Holm; values that are all the same have no interval. The first was "
                             "picked by these values: run it on fresh seeds before it is believed",
                             metric_label(*data.objective))}};
  if (shown < data.order.size())
    note["exclusions"] = fmt::format("the first {} of {} groups are shown; failed runs count as the worst",
                                     shown, count_text(data.order.size()));
  else
    note["exclusions"] = "none: failed runs count as the worst";
  return note;
}

struct Board {
  Estimates values;
  Json group = Json::array(), rank = Json::array(), tie = Json::array(), failed = Json::array(),
       cost = Json::array();
};

Board board_of(const SweepData& data, const std::vector<std::size_t>& shown, bool any_tie) {
  Board board;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const GroupScore& score = data.scores[shown[i]];
    board.group.push_back(shown[i]);
    board.values.add(score.mean, score.interval, score.values.size());
    board.rank.push_back(score.has_value() ? Json(i + 1) : Json());
    board.tie.push_back(any_tie && data.board.not_distinguishable[i] ? Json(1) : Json());
    board.failed.push_back(score.failed);
    board.cost.push_back(number(mean_seconds(data, shown[i])));
  }
  return board;
}

Json test_column(const SweepData& data, const std::vector<std::size_t>& shown, std::size_t metric) {
  Estimates values;
  for (const std::size_t group : shown) {
    const GroupScore score = data.score(group, metric);
    values.add(score.mean, score.interval, score.values.size());
  }
  Json column = {{"metric", data.metrics()[metric].name}};
  values.write(column);
  return column;
}

}  // namespace

Json leaderboard_section(const SweepData& data, std::size_t rows) {
  const std::vector<std::size_t> shown(
      data.order.begin(),
      data.order.begin() + static_cast<std::ptrdiff_t>(std::min(rows, data.order.size())));
  const std::vector<bool>& tied = data.board.not_distinguishable;
  const auto ties = static_cast<std::size_t>(std::count(tied.begin(), tied.end(), true));
  const Board board = board_of(data, shown, ties > 1);
  Json json = {{"finding", finding(data, ties)},
               {"note", leaderboard_note(data, shown.size())},
               {"metric", data.objective->name},
               {"statistic", "mean"}};
  if (board.values.any_interval()) json["interval"] = interval_name;
  json["group"] = board.group;
  board.values.write(json);
  json["rank"] = board.rank;
  json["tie"] = board.tie;
  json["failed"] = board.failed;
  if (const auto test = test_counterpart(data)) json["also"] = Json::array({test_column(data, shown, *test)});
  if (shown.size() > 1 && data.scores[shown.front()].has_value()) json["baseline"] = baseline(data, shown);
  json["cost"] = {{"label", "time of a run"}, {"unit", "s"}, {"value", board.cost}};
  json["groups_in_all"] = data.order.size();
  return json;
}

}  // namespace tryall::reports
