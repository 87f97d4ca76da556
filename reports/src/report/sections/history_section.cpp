#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "history_past.hpp"
#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

/// "-20 points"; where runs diverge, how many: their differences say nothing.
std::string signed_text(const Metric& metric, const tracking::Change& change) {
  if (change.verdict == tracking::ChangeVerdict::not_compared) return change.note;
  if (change.diverged_before + change.diverged_after > 0)
    return fmt::format("{} of {} runs diverge, {} of {} before", change.diverged_after, change.runs_after,
                       change.diverged_before, change.runs_before);
  const double difference = change.quality.mean_difference;
  return (difference < 0 ? "-" : "+") + difference_text(metric, difference);
}

Json series_json(const SweepData& data, const Past& past, const std::vector<Commit>& commits) {
  Json json = {{"label", group_text(data, past.group)},
               {"group", past.group},
               {"commit", Json::array()},
               {"failed", Json::array()}};
  if (const auto arm = data.arm_of(past.group)) json["arm"] = *arm;
  Estimates values;
  Json low = Json::array(), high = Json::array();
  const NoiseBand band = noise_band(past.series);
  for (std::size_t i = 0; i < past.series.points.size(); ++i) {
    const tracking::HistoryPoint& point = past.series.points[i];
    json["commit"].push_back(place_of(commits, point.when));
    json["failed"].push_back(point.n - point.measured);
    const bool given = point.half_width > 0;
    values.add(point.mean,
               {.low = point.mean - point.half_width,
                .high = point.mean + point.half_width,
                .state = given ? statistics::IntervalState::given : statistics::IntervalState::too_few},
               point.measured);
    low.push_back(number(band.low[i]));
    high.push_back(number(band.high[i]));
  }
  values.write(json);
  if (std::any_of(low.begin(), low.end(), [](const Json& value) { return !value.is_null(); }))
    json["noise"] = {{"label", "2 sd of a mean by the noise of seeds, around the level between changes"},
                     {"low", low},
                     {"high", high}};
  for (const tracking::Change& change : past.series.changes) {
    Json& point = json["change_points"].emplace_back(
        Json{{"commit", place_of(commits, past.series.points[change.point].when)},
             {"text", signed_text(*data.objective, change)},
             {"verdict", verdict_text(change)},
             {"worse", change.is_worse()},
             {"p", number(change.quality.p_different)}});
    if (!change.note.empty()) point["note"] = change.note;
    if (change.accepted) point["accepted"] = *change.accepted;
  }
  return json;
}

/// What is to be told first: what is worse, then what cannot be told, then the rest.
int urgency(const tracking::Change& change) {
  if (change.accepted) return 0;
  return change.is_worse() ? 2 : change.is_decided() ? 0 : 1;
}

std::string accepted_text(const tracking::Change& change) {
  if (!change.accepted) return "";
  return change.accepted->empty() ? ", accepted" : fmt::format(", accepted ({})", *change.accepted);
}

/// "for the worse: adam by -20 points"
std::string told_text(const SweepData& data, const Past& past, const tracking::Change& change) {
  const std::string group = group_text(data, past.group), what = signed_text(*data.objective, change);
  const bool diverged = change.diverged_before + change.diverged_after > 0;
  switch (change.verdict) {
    case tracking::ChangeVerdict::worse:
    case tracking::ChangeVerdict::better:
      return fmt::format("for the {}: {}{}{}", verdict_text(change), group, diverged ? ", " : " by ", what);
    case tracking::ChangeVerdict::insufficient:
      return fmt::format("not decided: {}{}{} ({})", group, diverged ? ", " : " by ", what, change.note);
    case tracking::ChangeVerdict::not_compared:
      return fmt::format("not compared: {}, {}", group, what);
    default:
      return fmt::format("{}: {}, {}", verdict_text(change), group, what);
  }
}

/// The latest change for the worse that is not accepted, else one that cannot be told, else the latest.
std::string changes_text(const SweepData& data, const Followed& followed) {
  const Past* at = nullptr;
  const tracking::Change* told = nullptr;
  std::size_t count = 0;
  const auto place = [&](const Past& of, const tracking::Change& one) {
    return place_of(followed.commits, of.series.points[one.point].when);
  };
  for (const Past& past : followed.all)
    for (const tracking::Change& change : past.series.changes) {
      ++count;
      if (told &&
          std::pair(urgency(*told), place(*at, *told)) >= std::pair(urgency(change), place(past, change)))
        continue;
      at = &past;
      told = &change;
    }
  const std::string over =
      fmt::format("of {} over {}", metric_label(*data.objective), plural(followed.commits.size(), "commit"));
  if (!told) return fmt::format("No change {} is found.", over);
  return fmt::format("{} {}; {}{} at commit {}{}.", plural(count, "change"), over,
                     count > 1 ? "the latest " : "", told_text(data, *at, *told),
                     commit_text(at->series.points[told->point].when), accepted_text(*told));
}

/// How the best group's first and last value compare.
std::string span_text(const SweepData& data, const Past& best) {
  std::vector<const tracking::HistoryPoint*> known;
  for (const tracking::HistoryPoint& point : best.series.points)
    if (std::isfinite(point.mean)) known.push_back(&point);
  if (known.size() < 2) return "";
  return fmt::format(" The best, {}, had {} at the first and has {} at the last.",
                     group_text(data, best.group), value_text(*data.objective, known.front()->mean),
                     value_text(*data.objective, known.back()->mean));
}

bool any_interval(const Json& series) {
  for (const Json& one : series)
    for (const Json& low : one["low"])
      if (!low.is_null()) return true;
  return false;
}

Json note(const SweepData& data, const Followed& followed) {
  const std::vector<Past>& all = followed.all;
  std::size_t fewest = SIZE_MAX, most = 0;
  for (const Past& past : all)
    for (const tracking::HistoryPoint& point : past.series.points) {
      fewest = std::min(fewest, point.n);
      most = std::max(most, point.n);
    }
  const std::string n = fewest == most ? count_text(most) : fmt::format("{} to {}", fewest, count_text(most));
  std::string excluded = all.size() == data.groups.size()
                             ? "failed runs have no value"
                             : fmt::format("{} of {} groups are shown: the best{}; failed runs have no value",
                                           all.size(), count_text(data.groups.size()),
                                           data.arms ? " of each " + data.axes[*data.arms].label : "");
  if (followed.commits.size() == most_commits) excluded += fmt::format("; the last {} commits", most_commits);
  return {
      {"n", n + " runs a point"},
      {"method",
       "changes by E-divisive, judged as tryall check does: paired by seed, a diverged run counting as "
       "the worst value, with Holm's correction over the groups that change at a commit; " +
           (followed.order_note.empty() ? "commits in the order of the repository" : followed.order_note)},
      {"exclusions", excluded}};
}

}  // namespace

Json history_section(const StoreReader& store, const SweepData& data, const ReportOptions& options) {
  Followed followed = read_past(store, data, options);
  const std::vector<Commit>& commits = followed.commits;
  if (followed.all.empty())
    return missing_section("No group has a value that could be followed over commits.");
  if (commits.size() < 2)
    return missing_section(fmt::format(
        "All these runs were made at one commit, {}. To see the metric over time, train the sweep at "
        "other commits, each into a store of its own, and name these: tryall report --history "
        "commits/*.db",
        commit_text(commits.front().id)));
  const auto baseline = newest_baseline(store);
  Json series = Json::array(), list = Json::array();
  for (Past& past : followed.all) {
    tracking::mark_accepted(past.series, data.objective->name, options.accepted);
    series.push_back(series_json(data, past, commits));
    if (!baseline) continue;
    const double level =
        frozen_level(*baseline, data.groups[past.group].config_text, past.dataset, data.objective_place);
    if (std::isfinite(level))
      series.back()["baseline"] = {{"label", "baseline " + baseline->name}, {"value", number(level)}};
  }
  for (const Commit& commit : commits)
    list.push_back(
        {{"id", commit.id}, {"label", commit_text(commit.id)}, {"date", commit.date.substr(0, 10)}});
  Json json = {{"finding", changes_text(data, followed) + span_text(data, followed.all.front())},
               {"note", note(data, followed)},
               {"metric", data.objective->name},
               {"statistic", "mean"}};
  if (any_interval(series)) json["interval"] = "95 % t interval over seeds";
  json["commits"] = std::move(list);
  json["series"] = std::move(series);
  return json;
}

}  // namespace tryall::reports
