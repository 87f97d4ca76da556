#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures.hpp"
#include "tryall/error.hpp"
#include "tryall/numerics.hpp"
#include "tryall/statistics/adjust.hpp"
#include "tryall/statistics/t_test.hpp"
#include "tryall/tracking/check.hpp"

namespace tryall::tracking {
namespace {

using train::Outcome;

/// One group's part of a judgement.
class GroupJudge {
 public:
  GroupJudge(const TrackedGroup& before, const ReadiedGroup& readied, std::size_t seeds)
      : before_(before), readied_(readied), seeds_(std::min(seeds, before.runs.size())) {
    check_.key = before.key;
    check_.label = readied.label;
    check_.error = readied.error;
  }

  void pair(const std::vector<TrackedRun>& now) {
    std::size_t missing = 0, failed = 0;
    std::string message;
    for (std::size_t i = 0; i < seeds_; ++i) {
      const auto found = std::find_if(
          now.begin(), now.end(), [&](const TrackedRun& run) { return run.seed == before_.runs[i].seed; });
      if (found == now.end()) {
        ++missing;
      } else if (found->result.outcome != Outcome::completed && found->result.outcome != Outcome::diverged) {
        ++failed;
        message = fmt::format("{}: {}", to_text(found->result.outcome), found->result.message);
      } else {
        runs_.emplace_back(&before_.runs[i], &*found);
        pairs_.push_back({&before_.runs[i].result, &found->result});
      }
    }
    if (failed > 0)
      check_.error = fmt::format("{} of {} runs failed ({})", failed, seeds_, message);
    else if (missing > 0)
      check_.error = fmt::format("{} of {} runs are missing", missing, seeds_);
  }

  void compare_numerics(const Baseline& baseline, const Retrained& now) {
    for (const auto& [was, is] : runs_) {
      check_.diverged_before += was->result.outcome == Outcome::diverged ? 1 : 0;
      check_.diverged_now += is->result.outcome == Outcome::diverged ? 1 : 0;
      auto difference = first_difference(*was, *is);
      if (!difference) {
        ++check_.same_bits;
        continue;
      }
      add_reasons(baseline, baseline.environments[was->environment], now.environments[is->environment]);
      if (!check_.difference || place(*difference) < place(*check_.difference))
        check_.difference = std::move(difference);
    }
    check_.pairs = runs_.size();
  }

  void measure(const Baseline& baseline, const CheckOptions& options) {
    std::vector<std::string> metrics = options.metrics.empty() ? baseline.metrics : options.metrics;
    if (metrics.empty()) metrics = {train::usual_objective(before_.dataset.task).name};
    try {
      for (const std::string& name : metrics)
        for (MeasuredPair& one :
             tracking::measure(pairs_, train::find_metric(name), readied_.config->epochs, options))
          measures_.push_back(std::move(one));
    } catch (const Error& error) {
      if (error.code() == ErrorCode::bad_input) throw;
      check_.error = error.what();
      measures_.clear();
    }
  }

  std::vector<MeasuredPair>& measures() { return measures_; }
  GroupCheck& check() { return check_; }
  bool same_bits() const { return check_.pairs > 0 && check_.same_bits == check_.pairs; }
  bool all_diverged() const {
    return check_.diverged_before == check_.pairs && check_.diverged_now == check_.pairs;
  }

 private:
  /// What orders differences: values at the end come after all epochs.
  static std::int64_t place(const NumericsDifference& difference) {
    return difference.epoch == 0 ? INT64_MAX : difference.epoch;
  }

  void add_reasons(const Baseline& baseline, const sweeps::Environment& was, const sweeps::Environment& is) {
    std::vector<std::string> reasons = environment_differences(was, is);
    if (baseline.numerics_version != numerics_version)
      reasons.insert(reasons.begin(), fmt::format("numerics version {} -> {}, which announces other bits",
                                                  baseline.numerics_version, numerics_version));
    for (std::string& reason : reasons)
      if (std::find(check_.reasons.begin(), check_.reasons.end(), reason) == check_.reasons.end())
        check_.reasons.push_back(std::move(reason));
  }

  const TrackedGroup& before_;
  const ReadiedGroup& readied_;
  std::size_t seeds_;
  GroupCheck check_;
  std::vector<std::pair<const TrackedRun*, const TrackedRun*>> runs_;
  std::vector<RunPair> pairs_;
  std::vector<MeasuredPair> measures_;
};

std::string add(const std::string& text, const std::string& more) {
  return more.empty() ? text : text.empty() ? more : text + "; " + more;
}

/// What to know about a verdict.
std::string note_of(const GroupCheck& group, const MeasuredPair& measured) {
  const MeasureCheck& check = measured.check;
  const statistics::QualityChange& change = check.change;
  std::string note;
  if (group.diverged_before + group.diverged_now > 0)
    note = fmt::format("diverged: {} of {} before, {} now", group.diverged_before, group.pairs,
                       group.diverged_now);
  if (check.speed && is_decided(check) && check.mean_before >= 2 && 2 * check.mean_now <= check.mean_before)
    note = add(note, "suspiciously fast: rule out a leak of labels or test data, or an easier task");
  if (!is_decided(check)) {
    if (check.pairs < statistics::fewest_for_interval)
      return add(note, fmt::format("{} seed{}; at least {} are needed", check.pairs,
                                   check.pairs == 1 ? "" : "s", statistics::fewest_for_interval));
    if (change.seeds_needed)
      return add(note, fmt::format("about {} seeds would decide", *change.seeds_needed));
    return add(note, "no number of seeds up to 10,000 would decide");
  }
  const auto difference = statistics::differences(measured.values.now, measured.values.before);
  if (std::fabs(change.mean_difference) > 0 && statistics::standard_deviation(difference) == 0)
    note = add(note, "every seed differs by the same amount");
  return note;
}

/// What the bits and the outcomes say, whatever the test.
void settle(GroupJudge& judge, MeasuredPair& measured) {
  MeasureCheck& check = measured.check;
  if (judge.same_bits()) {
    check.change.verdict = QualityVerdict::same;
    check.same_or_better = false;
    check.change.seeds_needed.reset();
    check.note = judge.all_diverged() ? "same bits; all runs diverged, as before" : "same bits";
  } else if (judge.all_diverged()) {
    check.change = {.mean_difference = check.change.mean_difference};
    check.same_or_better = false;
    check.note = "all runs diverged, before and now: there is nothing to compare";
  } else {
    check.note = note_of(judge.check(), measured);
  }
}

/// Of each pair, the p of "worse by the margin or more", adjusted by Holm: what a check lets pass need not be
/// told better from the same.
std::vector<double> p_not_worse(const std::vector<statistics::QualityPair>& pairs) {
  std::vector<double> p;
  for (const statistics::QualityPair& pair : pairs) {
    const bool maximize = pair.direction == train::Direction::maximize;
    const auto gain = maximize ? statistics::differences(pair.now, pair.before)
                               : statistics::differences(pair.before, pair.now);
    p.push_back(gain.size() < statistics::fewest_for_interval
                    ? statistics::no_value
                    : statistics::equivalence_test(gain, pair.margin).p_not_below);
  }
  return statistics::holm(p);
}

void test(std::vector<GroupJudge>& judges, double alpha) {
  std::vector<statistics::QualityPair> pairs;
  for (GroupJudge& judge : judges)
    for (const MeasuredPair& measured : judge.measures()) pairs.push_back(measured.values);
  const auto changes = statistics::judge_quality(pairs, alpha);
  const std::vector<double> not_worse = p_not_worse(pairs);
  std::size_t next = 0;
  for (GroupJudge& judge : judges)
    for (MeasuredPair& measured : judge.measures()) {
      MeasureCheck& check = measured.check;
      check.change = changes[next];
      check.p_not_worse = not_worse[next++];
      check.same_or_better =
          check.change.verdict == QualityVerdict::insufficient && check.p_not_worse <= alpha;
      settle(judge, measured);
      judge.check().measures.push_back(check);
    }
}

void refuse_unmeasured(const std::vector<GroupJudge>& judges, std::vector<GroupCheck>& groups,
                       const CheckOptions& options) {
  bool any = judges.empty();
  for (GroupCheck& group : groups) {
    any = any || !group.measures.empty() || !group.error.empty();
    if (group.measures.empty() && group.error.empty())
      group.error = "none of the metrics is measured on its data";
  }
  if (!any && !options.metrics.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("--metric {}: not measured on the baseline's data", options.metrics.front()));
}

}  // namespace

CheckReport judge(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                  const std::vector<std::size_t>& seeds, const Retrained& now, const CheckOptions& options) {
  CheckReport report{.baseline = baseline.name,
                     .options = options,
                     .numerics_before = baseline.numerics_version,
                     .numerics_now = numerics_version,
                     .groups = {},
                     .looks = {},
                     .interrupted = now.interrupted};
  std::vector<GroupJudge> judges;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    GroupJudge& judge = judges.emplace_back(baseline.groups[i], groups[i], seeds[i]);
    if (!groups[i].config) continue;
    judge.pair(now.runs[i]);
    judge.compare_numerics(baseline, now);
    if (judge.check().error.empty()) judge.measure(baseline, options);
  }
  test(judges, options.alpha);
  for (GroupJudge& judge : judges) report.groups.push_back(std::move(judge.check()));
  refuse_unmeasured(judges, report.groups, options);
  return report;
}

}  // namespace tryall::tracking
