#include "tryall/tracking/check.hpp"

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/statistics/sequential.hpp"

namespace tryall::tracking {
namespace {

std::size_t most_seeds(const Baseline& baseline) {
  std::size_t most = 0;
  for (const TrackedGroup& group : baseline.groups) most = std::max(most, group.runs.size());
  return most;
}

/// So many seeds of a group at a look: those of before and no more, as long as the look is not beyond them.
std::size_t seeds_at(std::size_t look, const TrackedGroup& group, const Baseline& baseline) {
  return look > most_seeds(baseline) ? look : std::min(look, group.runs.size());
}

/// Pairs that tell as much, were before and now independent.
double information(std::size_t look, std::size_t before) {
  if (look <= before) return static_cast<double>(look);
  const auto n = static_cast<double>(before), m = static_cast<double>(look);
  return 2 * n * m / (n + m);
}

/// Whether a look after so many seeds may tell of the group what is not decided yet.
bool needs(const GroupCheck& group, std::size_t look, std::size_t in_baseline) {
  return group.error.empty() &&
         std::any_of(group.measures.begin(), group.measures.end(), [&](const MeasureCheck& measure) {
           return !is_decided(measure) && (look <= in_baseline || gains_from(measure, look));
         });
}

/// A verdict of an earlier look stands, and so do pairs where seeds that are not paired tell less.
void keep_decided(const CheckReport& earlier, CheckReport& report) {
  for (std::size_t i = 0; i < earlier.groups.size(); ++i) {
    const auto& before = earlier.groups[i].measures;
    auto& now = report.groups[i].measures;
    for (std::size_t k = 0; k < std::min(before.size(), now.size()); ++k)
      if (is_decided(before[k]) || (!now[k].paired() && !gains_from(before[k], now[k].seeds_now)))
        now[k] = before[k];
  }
}

}  // namespace

bool is_decided(const MeasureCheck& measure) {
  return measure.change.verdict != QualityVerdict::insufficient || measure.same_or_better;
}

std::string verdict_text(const MeasureCheck& measure) {
  switch (measure.change.verdict) {
    case QualityVerdict::same:
      return "same";
    case QualityVerdict::better:
      return "better";
    case QualityVerdict::worse:
      return "worse";
    case QualityVerdict::insufficient:
      return measure.same_or_better ? "same or better" : "insufficient data";
  }
  return "";
}

int CheckReport::status() const {
  constexpr int fine = 0, worse = 1, insufficient = 3, could_not_run = 4;
  bool error = false, short_of_data = groups.empty();
  for (const GroupCheck& group : groups) {
    if (options.exact && group.difference) return worse;
    error = error || !group.error.empty();
    for (const MeasureCheck& measure : group.measures) {
      if (measure.change.verdict == QualityVerdict::worse) return worse;
      short_of_data = short_of_data || !is_decided(measure);
    }
  }
  return error ? could_not_run : short_of_data ? insufficient : fine;
}

bool gains_from(const MeasureCheck& measure, std::size_t seeds_now) {
  const std::size_t pairs = measure.seeds_before;
  if (!measure.paired()) return true;
  return measure.pairing_gain * static_cast<double>(pairs) < information(seeds_now, pairs);
}

PlannedLooks planned_looks(const Baseline& baseline, const CheckOptions& options) {
  const std::size_t before = most_seeds(baseline);
  const std::size_t budget = options.budget.value_or(before), paired = std::min(before, budget);
  if (!options.until_decided) return {{before}, {options.alpha}};
  PlannedLooks looks;
  const auto plan = [&](std::size_t seeds) {
    if (looks.seeds.empty() || looks.seeds.back() < seeds) looks.seeds.push_back(seeds);
  };
  for (const std::size_t quarters : {2, 3, 4})
    plan(std::min(paired, std::max<std::size_t>(3, (quarters * paired + 3) / 4)));
  plan((paired + budget + 1) / 2);
  plan(budget);
  std::vector<double> in;
  for (const std::size_t seeds : looks.seeds) in.push_back(information(seeds, before));
  looks.levels = statistics::look_levels({.seeds = std::move(in), .alpha = options.alpha});
  return looks;
}

CheckReport judge_by_looks(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                           const CheckOptions& options, const Train& train) {
  const PlannedLooks looks = planned_looks(baseline, options);
  std::vector<std::size_t> seeds;
  for (const TrackedGroup& group : baseline.groups)
    seeds.push_back(seeds_at(looks.seeds.front(), group, baseline));
  CheckReport report;
  for (std::size_t look = 0; look < looks.seeds.size(); ++look) {
    const Retrained now = train(seeds);
    CheckOptions at_look = options;
    at_look.alpha = looks.levels[look];
    CheckReport next = judge(baseline, groups, seeds, now, at_look);
    if (look > 0) keep_decided(report, next);
    next.looks = report.looks;
    next.looks.push_back(looks.seeds[look]);
    report = std::move(next);
    report.options = options;
    bool done = true;
    for (std::size_t i = 0; look + 1 < looks.seeds.size() && i < groups.size(); ++i) {
      if (!needs(report.groups[i], looks.seeds[look + 1], most_seeds(baseline))) continue;
      done = false;
      seeds[i] = seeds_at(looks.seeds[look + 1], baseline.groups[i], baseline);
    }
    if (done || report.interrupted) break;
  }
  return report;
}

CheckReport check(const Baseline& baseline, const CheckOptions& options, const Retraining& retraining) {
  const std::vector<ReadiedGroup> groups = readied(baseline, retraining.trainer);
  return judge_by_looks(baseline, groups, options, [&](const std::vector<std::size_t>& seeds) {
    return retrain(baseline, groups, seeds, retraining);
  });
}

}  // namespace tryall::tracking
