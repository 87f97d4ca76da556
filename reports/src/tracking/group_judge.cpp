#include "group_judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/numerics.hpp"

namespace tryall::tracking {
namespace {

using train::Outcome;

bool is_result(const train::RunResult& run) { return is_completed(run) || run.outcome == Outcome::diverged; }

/// What orders differences: values at the end come after all epochs.
std::int64_t place(const NumericsDifference& difference) {
  return difference.epoch == 0 ? INT64_MAX : difference.epoch;
}

std::size_t diverged(const std::vector<const train::RunResult*>& runs) {
  return static_cast<std::size_t>(std::count_if(
      runs.begin(), runs.end(), [](const auto* run) { return run->outcome == Outcome::diverged; }));
}

}  // namespace

GroupJudge::GroupJudge(const TrackedGroup& before, const ReadiedGroup& readied, std::size_t seeds)
    : before_(before), seeds_(seeds_of(before, seeds)) {
  check_.key = before.key;
  check_.label = readied.label;
  check_.error = readied.error;
  if (readied.config) sides_.epochs = epochs_of(*readied.config);
  for (const TrackedRun& run : before.runs) sides_.baseline.push_back(&run.result);
}

void GroupJudge::find_runs(const std::vector<TrackedRun>& now) {
  std::size_t missing = 0, failed = 0;
  std::string message;
  for (std::size_t i = 0; i < seeds_.size(); ++i) {
    const auto found =
        std::find_if(now.begin(), now.end(), [&](const TrackedRun& run) { return run.seed == seeds_[i]; });
    if (found == now.end()) {
      ++missing;
    } else if (!is_result(found->result)) {
      ++failed;
      message = fmt::format("{}: {}", to_text(found->result.outcome), found->result.message);
    } else {
      sides_.now.push_back(&found->result);
      if (i >= before_.runs.size()) continue;
      sides_.before.push_back(&before_.runs[i].result);
      runs_.emplace_back(&before_.runs[i], &*found);
    }
  }
  if (failed > 0)
    check_.error = fmt::format("{} of {} runs failed ({})", failed, seeds_.size(), message);
  else if (missing > 0)
    check_.error = fmt::format("{} of {} runs are missing", missing, seeds_.size());
}

void GroupJudge::compare_numerics(const Baseline& baseline, const Retrained& now) {
  for (const auto& [was, is] : runs_) {
    auto difference = first_difference(*was, *is, baseline.known);
    if (!difference) {
      ++check_.same_bits;
      continue;
    }
    add_reasons(baseline, baseline.environments[was->environment], now.environments[is->environment]);
    if (!check_.difference || place(*difference) < place(*check_.difference))
      check_.difference = std::move(difference);
  }
  check_.pairs = runs_.size();
  check_.diverged_before = diverged(sides_.before);
  check_.diverged_now = diverged(sides_.now);
}

void GroupJudge::measure(const Baseline& baseline, const CheckOptions& options) {
  sides_.metrics = &baseline.known;
  try {
    for (const std::string& name : judged_metrics(before_, baseline, options))
      for (MeasuredPair& one : tracking::measure(sides_, find_metric(baseline.known, name), options))
        measures_.push_back(std::move(one));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::bad_input) throw;
    check_.error = error.what();
    measures_.clear();
  }
}

bool GroupJudge::all_diverged() const {
  return check_.diverged_before == sides_.before.size() && check_.diverged_now == sides_.now.size();
}

void GroupJudge::add_reasons(const Baseline& baseline, const sweeps::Environment& was,
                             const sweeps::Environment& is) {
  std::vector<std::string> reasons = environment_differences(was, is);
  if (baseline.numerics_version != numerics_version)
    reasons.insert(reasons.begin(), fmt::format("numerics version {} -> {}, so different bits are expected",
                                                baseline.numerics_version, numerics_version));
  for (std::string& reason : reasons)
    if (std::find(check_.reasons.begin(), check_.reasons.end(), reason) == check_.reasons.end())
      check_.reasons.push_back(std::move(reason));
}

std::vector<std::string> judged_metrics(const TrackedGroup& group, const Baseline& baseline,
                                        const CheckOptions& options) {
  if (!options.metrics.empty()) return options.metrics;
  if (!baseline.metrics.empty()) return baseline.metrics;
  const std::string& usual = train::usual_objective(group.dataset.task).name;
  const auto measured = [&](std::size_t metric) {
    return std::any_of(group.runs.begin(), group.runs.end(),
                       [&](const TrackedRun& run) { return std::isfinite(run.result.value(metric)); });
  };
  if (measured(metric_index(baseline.known, usual))) return {usual};
  for (std::size_t i = 0; i < baseline.known.size(); ++i)  // of another trainer
    if (baseline.known[i].repeatable && measured(i)) return {baseline.known[i].name};
  return {usual};
}

}  // namespace tryall::tracking
