#include <fmt/format.h>

#include <algorithm>

#include "group_judge.hpp"
#include "tryall/error.hpp"
#include "tryall/numerics.hpp"
#include "tryall/tracking/check.hpp"

namespace tryall::tracking {
namespace {

std::string add(const std::string& text, const std::string& more) {
  return more.empty() ? text : text.empty() ? more : text + "; " + more;
}

std::string divergence_note(const GroupCheck& group, const MeasureCheck& check) {
  if (group.diverged_before + group.diverged_now == 0) return "";
  if (check.paired())
    return fmt::format("diverged: {} of {} before, {} now", group.diverged_before, check.seeds_before,
                       group.diverged_now);
  return fmt::format("diverged: {} of {} before, {} of {} now", group.diverged_before, check.seeds_before,
                     group.diverged_now, check.seeds_now);
}

std::string arrivals_note(const MeasureCheck& check) {
  if (!check.arrivals) return "";
  const Arrivals& arrivals = *check.arrivals;
  std::string note;
  if (arrivals.reached_before < check.seeds_before || arrivals.reached_now < check.seeds_now)
    note = fmt::format("reached by {} of {} before, {} of {} now", arrivals.reached_before,
                       check.seeds_before, arrivals.reached_now, check.seeds_now);
  return arrivals.suspect
             ? add(note, "suspiciously fast: rule out a leak of labels or test data, or an easier task")
             : note;
}

/// What would decide.
std::string undecided_note(const MeasureCheck& check, std::size_t in_baseline) {
  std::string note = undecided_text(check.change, std::min(check.seeds_before, check.seeds_now));
  if (check.change.seeds_needed.value_or(0) <= in_baseline) return note;
  return note + fmt::format(": freeze a baseline with that many (this one has {})", in_baseline);
}

/// What to know about a verdict.
std::string note_of(GroupJudge& judge, const MeasureCheck& check) {
  std::string note = add(divergence_note(judge.check(), check), arrivals_note(check));
  if (!check.paired())
    note = add(note, fmt::format("not paired: {} seeds before, {} now", check.seeds_before, check.seeds_now));
  if (!is_decided(check)) return add(note, undecided_note(check, judge.seeds_in_baseline()));
  if (check.change.mean_difference != 0 &&
      check.change.interval.state == statistics::IntervalState::no_spread)
    note = add(note, "every seed differs by the same amount");
  return note;
}

/// MLPerf's reference convergence points are the example of taking too fast a convergence for a sign of
/// error.
bool is_suspect(const MeasureCheck& check) {
  constexpr double slow_enough = 2;
  return check.arrivals && is_decided(check) && check.mean_before >= slow_enough &&
         2 * check.mean_now <= check.mean_before;
}

/// What the bits and the outcomes say, whatever the test.
void settle(GroupJudge& judge, MeasureCheck& check) {
  const auto nothing_to_compare = [&](const char* why) {
    check.change = {.mean_difference = check.change.mean_difference};
    check.same_or_better = false;
    check.note = why;
  };
  if (judge.same_bits()) {
    check.change.verdict = QualityVerdict::same;
    check.same_or_better = false;
    check.change.seeds_needed.reset();
    check.note = judge.all_diverged() ? "same bits; all runs diverged, as before" : "same bits";
  } else if (judge.all_diverged()) {
    nothing_to_compare("all runs diverged, before and now: there is nothing to compare");
  } else if (check.arrivals && check.arrivals->reached_before + check.arrivals->reached_now == 0) {
    nothing_to_compare("no seed reaches it, before or now: choose an easier target");
  } else {
    if (check.arrivals) check.arrivals->suspect = is_suspect(check);
    check.note = note_of(judge, check);
  }
}

void test(std::vector<GroupJudge>& judges, double alpha) {
  std::vector<statistics::QualityPair> pairs;
  for (GroupJudge& judge : judges)
    for (const MeasuredPair& measured : judge.measures()) pairs.push_back(measured.values);
  const auto changes = statistics::judge_quality(pairs, alpha);
  std::size_t next = 0;
  for (GroupJudge& judge : judges)
    for (MeasuredPair& measured : judge.measures()) {
      MeasureCheck& check = measured.check;
      check.change = changes[next++];
      check.pairing_gain = statistics::pairing_gain(measured.values);
      check.same_or_better =
          check.change.verdict == QualityVerdict::insufficient && check.change.p_not_worse <= alpha;
      settle(judge, check);
      judge.check().measures.push_back(check);
    }
}

/// Throws Error for a target of a metric that is not judged, or that has no curve.
void check_targets(const Baseline& baseline, const CheckOptions& options) {
  for (const auto& target : options.targets) {
    const std::string& name = target.first;
    if (!find_metric(baseline.known, name).each_epoch)
      throw Error(ErrorCode::bad_input,
                  fmt::format("--target {}: is measured only at the end, not after each epoch", name));
    const bool judged =
        std::any_of(baseline.groups.begin(), baseline.groups.end(), [&](const TrackedGroup& group) {
          const auto metrics = judged_metrics(group, baseline, options);
          return std::find(metrics.begin(), metrics.end(), name) != metrics.end();
        });
    if (!judged)
      throw Error(ErrorCode::bad_input,
                  fmt::format("--target {}: is not a metric to judge by; add it with --metric", name));
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
  check_targets(baseline, options);
  std::vector<GroupJudge> judges;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    GroupJudge& judge = judges.emplace_back(baseline.groups[i], groups[i], seeds[i]);
    if (!groups[i].config) continue;
    judge.find_runs(now.runs[i]);
    judge.compare_numerics(baseline, now);
    if (judge.check().error.empty()) judge.measure(baseline, options);
  }
  test(judges, options.alpha);
  for (GroupJudge& judge : judges) report.groups.push_back(std::move(judge.check()));
  refuse_unmeasured(judges, report.groups, options);
  return report;
}

}  // namespace tryall::tracking
