#include <algorithm>
#include <cmath>

#include "measures.hpp"
#include "tryall/statistics/summary.hpp"

namespace tryall::tracking {
namespace {

using train::Direction;

/// The epoch, from 1, that reaches the target; 0 where none does.
std::int64_t arrival(const train::RunResult& run, const train::Metric& metric, double target) {
  if (!is_completed(run)) return 0;
  const std::vector<double>& curve = run.curves[train::index_of(metric)];
  const auto reached = std::find_if(curve.begin(), curve.end(), [&](double value) {
    return metric.direction == Direction::maximize ? value >= target : value <= target;
  });
  return reached == curve.end() ? 0 : reached - curve.begin() + 1;
}

/// Steps until the epoch's end, every epoch having as many; a run that stopped early would have gone on so.
double steps_until(std::int64_t epoch, const train::RunResult& run) {
  const auto epochs = static_cast<double>(std::max<std::int64_t>(1, run.epochs_done));
  return static_cast<double>(epoch) * static_cast<double>(run.steps_done) / epochs;
}

struct Times {
  std::vector<double> epochs, steps;
  std::size_t reached = 0;
};

Times times_of(const std::vector<const train::RunResult*>& runs, const train::Metric& metric, double target,
               std::int64_t epochs) {
  Times times;
  for (const train::RunResult* run : runs) {
    const std::int64_t epoch = arrival(*run, metric, target);
    times.reached += epoch > 0 ? 1 : 0;
    times.epochs.push_back(static_cast<double>(epoch > 0 ? epoch : epochs + 1));
    times.steps.push_back(steps_until(epoch > 0 ? epoch : epochs + 1, *run));
  }
  return times;
}

}  // namespace

MeasuredPair measure_arrivals(const Sides& sides, const train::Metric& metric, double target) {
  constexpr double tenth = 0.1;
  Times before = times_of(sides.before, metric, target, sides.epochs);
  Times now = times_of(sides.now, metric, target, sides.epochs);
  MeasuredPair measured;
  measured.check.metric = metric.name;
  measured.check.arrivals = Arrivals{.target = target,
                                     .reached_before = before.reached,
                                     .reached_now = now.reached,
                                     .steps_before = statistics::mean(before.steps),
                                     .steps_now = statistics::mean(now.steps)};
  measured.check.margin = std::max(1.0, tenth * statistics::mean(before.epochs));
  measured.values = {.before = std::move(before.epochs),
                     .now = std::move(now.epochs),
                     .direction = Direction::minimize,
                     .resolution = 1};
  finish(measured);
  return measured;
}

double usual_target(const Sides& sides, const train::Metric& metric) {
  const auto place = static_cast<std::size_t>((sides.epochs + 1) / 2);
  std::vector<double> values;
  for (const train::RunResult* run : sides.baseline) {
    const std::vector<double>& curve = run->curves[train::index_of(metric)];
    if (!is_completed(*run) || curve.empty()) continue;
    const double value = curve[std::min(place, curve.size()) - 1];
    if (std::isfinite(value)) values.push_back(value);
  }
  return statistics::median(values);
}

}  // namespace tryall::tracking
