#include "tryall/sweeps/run/progress.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "tryall/statistics/distributions.hpp"

namespace tryall::sweeps {

RunningStatistics::RunningStatistics(const State& state)
    : count_(std::get<0>(state)), mean_(std::get<1>(state)), squares_(std::get<2>(state)) {}

void RunningStatistics::add(double value) {
  ++count_;
  const double delta = value - mean_;
  mean_ += delta / static_cast<double>(count_);
  squares_ += delta * (value - mean_);
}

double RunningStatistics::deviation() const {
  return count_ < 2 ? std::nan("") : std::sqrt(squares_ / static_cast<double>(count_ - 1));
}

IntervalEnds RunningStatistics::interval(bool share) const {
  const double spread = deviation();
  if (count_ < 3 || !(spread > 0)) return {};
  const auto n = static_cast<double>(count_);
  constexpr double upper = 0.975;
  const double reach = statistics::t_quantile(upper, n - 1) * spread / std::sqrt(n);
  if (!share || !(mean_ > 0) || !(mean_ < 1)) return {mean_ - reach, mean_ + reach};
  const double w = reach * reach / (mean_ * (1 - mean_));
  const double center = (mean_ + w / 2) / (1 + w), half = std::sqrt(reach * reach + w * w / 4) / (1 + w);
  return {std::max(0.0, center - half), std::min(1.0, center + half)};
}

void LeaderTracker::add(std::size_t group, Outcome outcome, double objective) {
  if (outcome == Outcome::diverged) ++diverged_;
  if (outcome == Outcome::completed && std::isfinite(objective))
    groups_[group].objective.add(objective);
  else
    groups_[group].spoiled = true;
}

void LeaderTracker::fill(SweepProgress& progress) const {
  const double sign = plan_.sweep.objective.direction == Direction::maximize ? 1 : -1;
  const auto counts = [](const GroupObjective& group) { return group.spoiled ? 0 : group.objective.count(); };
  std::size_t most = 0;
  for (const GroupObjective& group : groups_) most = std::max(most, counts(group));
  const GroupObjective* best = nullptr;
  for (const GroupObjective& group : groups_) {
    if (counts(group) == 0 || counts(group) + 1 < most) continue;
    if (!best || sign * group.objective.mean() > sign * best->objective.mean()) best = &group;
  }
  progress.diverged = diverged_;
  progress.metric = plan_.metric;
  if (!best) return;
  progress.best =
      short_label(plan_.sweep, plan_.groups.config(static_cast<std::size_t>(best - groups_.data())));
  progress.best_objective = best->objective;
}

std::string clock_text(double seconds) {
  const long whole = std::lround(std::max(0.0, seconds));
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

double six_digits(double value) {
  constexpr double exact_below = 1e6;
  if (!std::isfinite(value) || (std::abs(value) < exact_below && value == std::trunc(value))) return value;
  std::array<char, 32> text = {};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 5);
  double result = value;
  std::from_chars(text.data(), end.ptr, result);
  return result;
}

std::string value_text(const Metric& metric, double value) {
  value = six_digits(value);
  return metric.share ? fmt::format("{:.2f} %", 100 * value) : fmt::format("{:.4g}", value);
}

std::string interval_text(const Metric& metric, const RunningStatistics& value) {
  std::string text = value_text(metric, value.mean());
  const IntervalEnds ends = value.interval(metric.share);
  if (!ends.given()) return text;
  const double low = six_digits(ends.low), high = six_digits(ends.high);
  return text + (metric.share ? fmt::format(" [{:.2f}, {:.2f}]", 100 * low, 100 * high)
                              : fmt::format(" [{:.4g}, {:.4g}]", low, high));
}

namespace {

std::size_t to_train(const SweepProgress& progress) { return progress.total - progress.cached; }

std::string rate_text(const SweepProgress& progress) {
  if (progress.done == 0 || progress.elapsed_seconds <= 0) return "";
  const double rate = static_cast<double>(progress.done) / progress.elapsed_seconds;
  return rate >= 0.1 ? fmt::format("  {:.3g} runs/s", rate) : fmt::format("  {:.3g} runs/min", 60 * rate);
}

std::string steps_text(const SweepProgress& progress) {
  if (progress.steps == 0 || progress.elapsed_seconds <= 0) return "";
  const double rate = static_cast<double>(progress.steps) / progress.elapsed_seconds;
  constexpr double thousand = 1000;
  return rate >= 10 * thousand ? fmt::format("  {:.0f}k steps/s", rate / thousand)
                               : fmt::format("  {:.3g} steps/s", rate);
}

std::string left_text(const SweepProgress& progress) {
  if (progress.share_done <= 0 || progress.done + progress.elsewhere >= to_train(progress)) return "";
  return fmt::format("  {} left", clock_text(progress.elapsed_seconds * (1 / progress.share_done - 1)));
}

/// "  3 diverged  1 failed": what is not as usual.
std::string outcomes_text(const SweepProgress& progress) {
  std::string text;
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) text += fmt::format("  {} {}", count, what);
  };
  add(progress.diverged, "diverged");
  add(progress.failed, "failed");
  add(progress.timed_out, "out of time");
  add(progress.elsewhere, "trained elsewhere");
  return text;
}

std::string worker_text(std::size_t number, const WorkerProgress& worker) {
  if (worker.label.empty()) return fmt::format("  {}: waiting", number);
  return fmt::format("  {}: {} seed={}  epoch {}/{}", number, worker.label, worker.seed,
                     std::min(worker.epochs_done + 1, worker.epochs), worker.epochs);
}

std::string best_text(const SweepProgress& progress) {
  if (progress.best.empty()) return "";
  return fmt::format("best so far  {} {} (n = {})  {}", progress.metric.name,
                     interval_text(progress.metric, progress.best_objective), progress.best_objective.count(),
                     progress.best);
}

std::string counts_text(const SweepProgress& progress) {
  return fmt::format("{}/{}{}{}{}{}", progress.done + progress.elsewhere, to_train(progress),
                     rate_text(progress), steps_text(progress), left_text(progress), outcomes_text(progress));
}

}  // namespace

std::vector<std::string> progress_lines(const SweepProgress& progress) {
  constexpr int width = 20;
  const bool all = progress.done + progress.elsewhere >= to_train(progress);
  const double share = all ? 1.0 : std::min(1.0, progress.share_done);
  const int filled = static_cast<int>(share * width);
  std::vector<std::string> lines = {
      fmt::format("{:3.0f}%|{}{}| {}", std::floor(100 * share), std::string(filled, '#'),
                  std::string(width - filled, ' '), counts_text(progress)),
      best_text(progress)};
  if (all) return lines;
  constexpr std::size_t shown = 8;
  for (std::size_t i = 0; i < std::min(shown, progress.workers.size()); ++i)
    lines.push_back(worker_text(i + 1, progress.workers[i]));
  if (progress.workers.size() > shown)
    lines.push_back(fmt::format("  and {} more at work", progress.workers.size() - shown));
  return lines;
}

std::string progress_log_line(const SweepProgress& progress) {
  const std::string best = best_text(progress);
  return counts_text(progress) + (best.empty() ? "" : "  " + best);
}

}  // namespace tryall::sweeps
