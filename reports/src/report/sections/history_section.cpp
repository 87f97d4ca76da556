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
  return (difference < 0 ? "-" : "+") + magnitude_text(metric, difference);
}

CommitValue value_of(const tracking::HistoryPoint& point, std::size_t commit, double low, double high) {
  CommitValue result{.commit = commit,
                     .value = {.center = point.mean, .n = point.measured},
                     .failed = point.n - point.measured,
                     .noise_low = low,
                     .noise_high = high};
  result.value.low = point.interval.low;
  result.value.high = point.interval.high;
  return result;
}

GroupHistory history_of(const SweepData& data, const Past& past, const std::vector<Commit>& commits) {
  GroupHistory history{
      .label = group_text(data, past.group), .group = past.group, .arm = data.arm_of(past.group)};
  const auto& points = past.series.points;
  const NoiseBand band = noise_band(past.series);
  for (std::size_t i = 0; i < points.size(); ++i)
    history.points.push_back(
        value_of(points[i], place_of(commits, points[i].when), band.low[i], band.high[i]));
  for (const tracking::Change& change : past.series.changes)
    history.changes.push_back({.commit = place_of(commits, points[change.point].when),
                               .text = signed_text(*data.objective, change),
                               .verdict = verdict_text(change),
                               .note = change.note,
                               .worse = change.is_worse(),
                               .p = change.quality.p_different,
                               .accepted = change.accepted});
  return history;
}

/// The group's level in a baseline, where that has it.
std::optional<BaselineLevel> level_in(const tracking::Baseline& baseline, const SweepData& data,
                                      const Past& past) {
  const double level =
      frozen_level(baseline, data.groups[past.group].config_text, past.dataset, data.objective_place);
  if (!std::isfinite(level)) return std::nullopt;
  return BaselineLevel{.label = "baseline " + baseline.name, .value = level};
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
  const std::string group = group_name(data, past.group), what = signed_text(*data.objective, change);
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
  if (!told) return fmt::format("No change {} was found.", over);
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
  return fmt::format(" The best ({}) went from {} at the first to {} at the last.",
                     group_name(data, best.group), value_text(*data.objective, known.front()->mean),
                     value_text(*data.objective, known.back()->mean));
}

bool any_interval(const std::vector<GroupHistory>& series) {
  return std::any_of(series.begin(), series.end(), [](const GroupHistory& one) {
    return std::any_of(one.points.begin(), one.points.end(),
                       [](const CommitValue& point) { return point.value.has_interval(); });
  });
}

Note history_note(const SweepData& data, const Followed& followed) {
  const std::vector<Past>& all = followed.all;
  std::size_t fewest = SIZE_MAX, most = 0;
  for (const Past& past : all)
    for (const tracking::HistoryPoint& point : past.series.points) {
      fewest = std::min(fewest, point.n);
      most = std::max(most, point.n);
    }
  const std::string n = fewest == most ? count_text(most) : fmt::format("{} to {}", fewest, count_text(most));
  std::string excluded =
      all.size() == data.groups.size()
          ? "points are means of the runs that completed"
          : fmt::format("{} of {} groups are shown: the best{}; points are means of the runs that completed",
                        all.size(), count_text(data.groups.size()),
                        data.arms ? " of each " + data.axes[*data.arms].label : "");
  if (followed.commits.size() == most_commits) excluded += fmt::format("; the last {} commits", most_commits);
  return {
      .n = n + " runs per point",
      .method =
          "changes by E-divisive, judged as tryall check does: paired by seed, a diverged run counting as "
          "the worst value, with Holm's correction over the groups that change at a commit; " +
          (followed.order_note.empty() ? "commits in the order of the repository" : followed.order_note),
      .exclusions = excluded};
}

Json change_json(const CommitChange& change) {
  Json json = {{"commit", change.commit},
               {"text", change.text},
               {"verdict", change.verdict},
               {"worse", change.worse},
               {"p", number(change.p)}};
  if (!change.note.empty()) json["note"] = change.note;
  if (change.accepted) json["accepted"] = *change.accepted;
  return json;
}

Json group_history_json(const GroupHistory& history) {
  const std::vector<CommitValue>& points = history.points;
  Json json = {{"label", history.label},
               {"group", history.group},
               {"commit", column(points, &CommitValue::commit)},
               {"failed", column(points, &CommitValue::failed)}};
  if (history.arm) json["arm"] = *history.arm;
  add_estimates(json, points, &CommitValue::value);
  if (std::any_of(points.begin(), points.end(),
                  [](const CommitValue& point) { return std::isfinite(point.noise_low); }))
    json["noise"] = {{"label", "2 sd of a mean by the noise of seeds, around the level between changes"},
                     {"low", numbers(points, &CommitValue::noise_low)},
                     {"high", numbers(points, &CommitValue::noise_high)}};
  if (!history.changes.empty()) json["change_points"] = column(history.changes, change_json);
  if (const auto& baseline = history.baseline)
    json["baseline"] = {{"label", baseline->label}, {"value", number(baseline->value)}};
  return json;
}

}  // namespace

std::optional<HistorySection> history_section(const SectionSource& source) {
  const SweepData& data = source.data;
  Followed followed = read_past(source.store, data, source.options);
  const std::vector<Commit>& commits = followed.commits;
  if (followed.all.empty() || commits.empty())
    return missing_section<HistorySection>("No group has a value that could be followed over commits.");
  if (commits.size() < 2)
    return missing_section<HistorySection>(fmt::format(
        "All these runs were made at one commit, {}. To see the metric over time, run the sweep at "
        "other commits, one store each, then: tryall report --history "
        "commits/*.db",
        commit_text(commits.front().id)));
  HistorySection section;
  const auto baseline = newest_baseline(source.store);
  for (Past& past : followed.all) {
    tracking::mark_accepted(past.series, data.objective->name, source.options.accepted);
    section.series.push_back(history_of(data, past, commits));
    if (baseline) section.series.back().baseline = level_in(*baseline, data, past);
  }
  for (const Commit& commit : commits)
    section.commits.push_back(
        {.id = commit.id, .label = commit_text(commit.id), .date = commit.date.substr(0, 10)});
  section.finding = changes_text(data, followed) + span_text(data, followed.all.front());
  section.note = history_note(data, followed);
  if (any_interval(section.series)) section.interval = "95 % interval of the mean over seeds";
  return section;
}

Json section_json(const HistorySection& section, const SweepData& data) {
  Json json = words_json(section);
  json["metric"] = data.objective->name;
  json["statistic"] = section.statistic;
  if (!section.interval.empty()) json["interval"] = section.interval;
  json["commits"] = column(section.commits, [](const HistoryCommit& commit) {
    return Json{{"id", commit.id}, {"label", commit.label}, {"date", commit.date}};
  });
  json["series"] = column(section.series, group_history_json);
  return json;
}

}  // namespace tryall::reports
