#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "history_levels.hpp"
#include "measures.hpp"
#include "tryall/statistics/quality.hpp"
#include "tryall/statistics/summary.hpp"
#include "tryall/sweeps/run/progress.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::tracking {
namespace {

/// A stretch's runs by seed.
struct Stretch {
  std::map<std::uint64_t, sweeps::RunningStatistics> seeds;
  std::map<std::uint64_t, sweeps::RunningStatistics>
      diverging;             ///< Shares of the points at which it diverges.
  std::vector<double> ends;  ///< Of completed runs.
  std::size_t runs = 0, diverged = 0;
};

Stretch stretch_of(const HistorySeries& series, const Lane& lane, std::size_t begin, std::size_t end) {
  Stretch stretch;
  for (std::size_t k = begin; k < end; ++k) {
    const HistoryPoint& point = series.points[lane[k]];
    stretch.runs += point.measured + point.diverged;
    stretch.diverged += point.diverged;
    for (const auto& [seed, judged] : point.judged) {
      stretch.seeds[seed].add(judged.value);
      stretch.diverging[seed].add(judged.diverged ? 1 : 0);
      if (!judged.diverged) stretch.ends.push_back(judged.value);
    }
  }
  return stretch;
}

/// A change of a series with what it is judged by.
struct Question {
  HistorySeries* series = nullptr;
  Change change = {};
  statistics::QualityPair values = {};
  statistics::QualityPair diverging = {};  ///< Shares; empty where no run diverges.
  std::size_t seeds_in_all = 0;
  bool probe = false;
};

Question question_of(HistorySeries& series, const Lane& lane, const Candidate& candidate,
                     const Metric& metric, const CheckOptions& options) {
  const Stretch before = stretch_of(series, lane, candidate.begin, candidate.point);
  const Stretch after = stretch_of(series, lane, candidate.point, candidate.end);
  Question question;
  question.series = &series;
  question.probe = candidate.probe;
  for (const auto& [seed, own] : before.seeds)
    if (const auto found = after.seeds.find(seed); found != after.seeds.end()) {
      question.values.before.push_back(own.mean());
      question.values.now.push_back(found->second.mean());
      if (before.diverged + after.diverged == 0) continue;
      question.diverging.before.push_back(before.diverging.at(seed).mean());
      question.diverging.now.push_back(after.diverging.at(seed).mean());
    }
  constexpr double one_percent = 0.01;
  question.diverging.direction = Direction::minimize;
  question.diverging.margin = one_percent;
  question.diverging.share = true;
  Change& change = question.change;
  change.point = lane[candidate.point];
  change.seeds = question.values.before.size();
  question.seeds_in_all = before.seeds.size() + after.seeds.size() - change.seeds;
  change.runs_before = before.runs;
  change.runs_after = after.runs;
  change.diverged_before = before.diverged;
  change.diverged_after = after.diverged;
  change.mean_before = statistics::mean(question.values.before);
  change.mean_after = statistics::mean(question.values.now);
  question.values.direction = metric.direction;
  question.values.share = metric.share;
  const double level = before.ends.empty() ? change.mean_before : statistics::mean(before.ends);
  question.values.margin = margin_of(metric, std::isfinite(level) ? level : 0, options);
  std::vector<double> ends = before.ends;
  ends.insert(ends.end(), after.ends.begin(), after.ends.end());
  if (metric.share) question.values.resolution = statistics::smallest_step(ends);
  return question;
}

ChangeVerdict verdict_of(const Question& question, double alpha) {
  if (question.values.before == question.values.now && !question.values.now.empty())
    return ChangeVerdict::same;
  const statistics::QualityChange& quality = question.change.quality;
  switch (quality.verdict) {
    case QualityVerdict::worse:
      return ChangeVerdict::worse;
    case QualityVerdict::better:
      return ChangeVerdict::better;
    case QualityVerdict::same:
      return ChangeVerdict::same;
    case QualityVerdict::insufficient:
      break;
  }
  return quality.p_not_worse <= alpha ? ChangeVerdict::same_or_better : ChangeVerdict::insufficient;
}

std::string note_of(const Question& question) {
  const Change& change = question.change;
  std::vector<std::string> notes;
  if (change.diverged_before + change.diverged_after > 0)
    notes.push_back(fmt::format("diverged: {} of {} runs before, {} of {} since", change.diverged_before,
                                change.runs_before, change.diverged_after, change.runs_after));
  if (change.seeds < question.seeds_in_all)
    notes.push_back(fmt::format("paired by the {} of {} seeds that both sides have", change.seeds,
                                question.seeds_in_all));
  const auto& points = question.series->points;
  const int was = change.point > 0 ? points[change.point - 1].numerics_version : 0;
  if (const int is = points[change.point].numerics_version; was != is && was > 0)
    notes.push_back(fmt::format("numerics version {} -> {}", was, is));
  if (!change.is_decided()) notes.push_back(undecided_text(change.quality, change.seeds));
  return fmt::format("{}", fmt::join(notes, "; "));
}

/// Of the newest point only what is a change is told, and runs that diverge now.
bool is_told(const Question& question) {
  const Change& change = question.change;
  if (!question.probe) return true;
  if (change.is_worse() || change.verdict == ChangeVerdict::better) return true;
  return !change.is_decided() &&
         change.diverged_after * change.runs_before > change.diverged_before * change.runs_after;
}

/// The values, and beside them which seeds diverge: as in a check's epochs to a target, what all or nearly
/// all runs come to decides, however near the worst value seen is to the others.
void judge(std::vector<Question>& questions, double alpha) {
  std::vector<statistics::QualityPair> pairs;
  for (const Question& question : questions) {
    pairs.push_back(question.values);
    if (!question.diverging.now.empty()) pairs.push_back(question.diverging);
  }
  const auto judged = statistics::judge_quality(pairs, alpha);
  std::size_t next = 0;
  for (Question& question : questions) {
    question.change.quality = judged[next++];
    question.change.verdict = verdict_of(question, alpha);
    if (!question.diverging.now.empty()) {
      const statistics::QualityChange& diverging = judged[next++];
      if (diverging.verdict == QualityVerdict::worse && !question.change.is_worse()) {
        question.change.verdict = ChangeVerdict::worse;
        question.change.quality.p_different = diverging.p_different;
      }
    }
    question.change.note = note_of(question);
  }
}

std::vector<Question> questions_of(HistorySeries& series, const Metric& metric, const ChangeRules& rules) {
  std::vector<Question> questions;
  const std::vector<Lane> lanes = lanes_of(series);
  for (const Lane& lane : lanes) {
    if (lane != lanes.front())
      series.changes.push_back({.point = lane.front(), .note = "no seed in common with the points before"});
    for (const Candidate& candidate : candidates_of(levels_of(series, lane), rules.points)) {
      Question question = question_of(series, lane, candidate, metric, rules.judge);
      if (question.probe && question.values.before == question.values.now) continue;
      questions.push_back(std::move(question));
    }
  }
  return questions;
}

}  // namespace

std::string verdict_text(const Change& change) {
  switch (change.verdict) {
    case ChangeVerdict::worse:
      return "worse";
    case ChangeVerdict::better:
      return "better";
    case ChangeVerdict::same:
      return "same";
    case ChangeVerdict::same_or_better:
      return "same or better";
    case ChangeVerdict::insufficient:
      return "insufficient data";
    case ChangeVerdict::not_compared:
      return "not compared";
  }
  return "";
}

void judge_changes(std::vector<HistorySeries>& all, const Metric& metric, const ChangeRules& rules) {
  std::map<std::string, std::vector<Question>> by_point;
  for (HistorySeries& series : all)
    for (Question& one : questions_of(series, metric, rules))
      by_point[series.points[one.change.point].when].push_back(std::move(one));
  for (auto& [when, questions] : by_point) {
    judge(questions, rules.judge.alpha);
    for (Question& question : questions)
      if (is_told(question)) question.series->changes.push_back(std::move(question.change));
  }
  for (HistorySeries& series : all)
    std::stable_sort(series.changes.begin(), series.changes.end(),
                     [](const Change& a, const Change& b) { return a.point < b.point; });
}

}  // namespace tryall::tracking
