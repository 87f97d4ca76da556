#include "tryall/tracking/check.hpp"

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/statistics/sequential.hpp"

namespace tryall::tracking {
namespace {

/// After how many seeds to look: planned before anything is trained.
std::vector<std::size_t> planned_looks(const Baseline& baseline, const CheckOptions& options) {
  std::size_t most = 0;
  for (const TrackedGroup& group : baseline.groups) most = std::max(most, group.runs.size());
  if (options.budget) most = std::min(most, *options.budget);
  if (!options.until_decided) return {most};
  std::vector<std::size_t> looks;
  for (const std::size_t quarters : {2, 3, 4}) {
    const std::size_t seeds = std::min(most, std::max<std::size_t>(3, (quarters * most + 3) / 4));
    if (looks.empty() || looks.back() < seeds) looks.push_back(seeds);
  }
  return looks;
}

bool decided(const GroupCheck& group) {
  return !group.error.empty() || std::all_of(group.measures.begin(), group.measures.end(), is_decided);
}

/// A verdict of an earlier look stands.
void keep_decided(const CheckReport& earlier, CheckReport& report) {
  for (std::size_t i = 0; i < earlier.groups.size(); ++i) {
    const auto& before = earlier.groups[i].measures;
    auto& now = report.groups[i].measures;
    for (std::size_t k = 0; k < std::min(before.size(), now.size()); ++k)
      if (is_decided(before[k])) now[k] = before[k];
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

CheckReport check(const Baseline& baseline, const CheckOptions& options, const Retraining& retraining) {
  const std::vector<ReadiedGroup> groups = readied(baseline, retraining.trainer);
  const std::vector<std::size_t> looks = planned_looks(baseline, options);
  const std::vector<double> levels = options.until_decided
                                         ? statistics::look_levels({.seeds = looks, .alpha = options.alpha})
                                         : std::vector<double>{options.alpha};
  std::vector<std::size_t> seeds(groups.size(), looks.front());
  CheckReport report;
  for (std::size_t look = 0; look < looks.size(); ++look) {
    const Retrained now = retrain(baseline, groups, seeds, retraining);
    CheckOptions at_look = options;
    at_look.alpha = levels[look];
    CheckReport next = judge(baseline, groups, seeds, now, at_look);
    if (look > 0) keep_decided(report, next);
    next.looks = report.looks;
    next.looks.push_back(looks[look]);
    report = std::move(next);
    report.options = options;
    bool all_decided = true;
    for (std::size_t i = 0; look + 1 < looks.size() && i < groups.size(); ++i) {
      if (decided(report.groups[i])) continue;
      all_decided = false;
      seeds[i] = looks[look + 1];
    }
    if (all_decided || report.interrupted) break;
  }
  return report;
}

}  // namespace tryall::tracking
