#include "tryall/sweeps/progress.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tryall::sweeps {

void Running::add(double value) {
  ++count_;
  const double delta = value - mean_;
  mean_ += delta / static_cast<double>(count_);
  squares_ += delta * (value - mean_);
}

double Running::deviation() const {
  return count_ < 2 ? std::nan("") : std::sqrt(squares_ / static_cast<double>(count_ - 1));
}

void Standings::add(std::size_t group, train::Outcome outcome, double objective) {
  if (outcome == train::Outcome::diverged) ++diverged_;
  if (outcome == train::Outcome::completed && std::isfinite(objective))
    groups_[group].objective.add(objective);
  else
    groups_[group].spoiled = true;
}

void Standings::fill(Progress& progress) const {
  const double sign = plan_.sweep.objective.direction == train::Direction::maximize ? 1 : -1;
  const auto counts = [](const Standing& standing) {
    return standing.spoiled ? 0 : standing.objective.count();
  };
  std::size_t most = 0;
  for (const Standing& standing : groups_) most = std::max(most, counts(standing));
  const Standing* best = nullptr;
  for (const Standing& standing : groups_) {
    if (counts(standing) == 0 || counts(standing) + 1 < most) continue;
    if (!best || sign * standing.objective.mean() > sign * best->objective.mean()) best = &standing;
  }
  progress.diverged = diverged_;
  progress.metric = plan_.sweep.objective.metric;
  if (!best) return;
  progress.best =
      short_label(plan_.sweep, plan_.groups[static_cast<std::size_t>(best - groups_.data())].config);
  progress.best_objective = best->objective;
}

std::string clock_text(double seconds) {
  const long whole = std::lround(std::max(0.0, seconds));
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string value_text(const train::Metric& metric, const Running& value) {
  const bool spread = value.count() > 1;
  std::string text;
  if (metric.share) {
    text = fmt::format("{:.2f}", 100 * value.mean());
    if (spread) text += fmt::format(" +- {:.2f}", 100 * value.deviation());
    text += " %";
  } else {
    text = fmt::format("{:.4g}", value.mean());
    if (spread) text += fmt::format(" +- {:.2g}", value.deviation());
  }
  return fmt::format("{} (n={})", text, value.count());
}

namespace {

std::size_t to_train(const Progress& progress) { return progress.total - progress.cached; }

std::string rate_text(const Progress& progress) {
  if (progress.done == 0 || progress.elapsed_seconds <= 0) return "";
  const double rate = static_cast<double>(progress.done) / progress.elapsed_seconds;
  return rate >= 0.1 ? fmt::format("  {:.3g} runs/s", rate) : fmt::format("  {:.3g} runs/min", 60 * rate);
}

std::string left_text(const Progress& progress) {
  if (progress.share_done <= 0 || progress.done >= to_train(progress)) return "";
  return fmt::format("  {} left", clock_text(progress.elapsed_seconds * (1 / progress.share_done - 1)));
}

std::string diverged_text(const Progress& progress) {
  return progress.diverged == 0 ? "" : fmt::format("  {} diverged", progress.diverged);
}

std::string best_text(const Progress& progress) {
  if (progress.best.empty()) return "";
  return fmt::format("best so far  {}  {} {}", progress.best, progress.metric,
                     value_text(train::find_metric(progress.metric), progress.best_objective));
}

std::string counts_text(const Progress& progress) {
  return fmt::format("{}/{}{}{}{}", progress.done, to_train(progress), rate_text(progress),
                     left_text(progress), diverged_text(progress));
}

}  // namespace

std::vector<std::string> progress_lines(const Progress& progress) {
  constexpr int width = 20;
  const double share = to_train(progress) == 0 ? 1.0 : std::min(1.0, progress.share_done);
  const int filled = static_cast<int>(share * width);
  return {fmt::format("{:3.0f}%|{}{}| {}", std::floor(100 * share), std::string(filled, '#'),
                      std::string(width - filled, ' '), counts_text(progress)),
          best_text(progress)};
}

std::string progress_log_line(const Progress& progress) {
  const std::string best = best_text(progress);
  return counts_text(progress) + (best.empty() ? "" : "  " + best);
}

}  // namespace tryall::sweeps
