#include "measures.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/statistics/summary.hpp"

namespace tryall::tracking {
namespace {

using train::Direction;

/// The value that stands for a diverged run.
double worst_value(const Sides& sides, const train::Metric& metric) {
  WorstValue worst(metric);
  const std::size_t index = sides.place(metric);
  for (const auto* side : {&sides.before, &sides.now})
    for (const train::RunResult* run : *side) {
      worst.see(run->value(index));
      for (const double value : run->curve(index)) worst.see(value);
    }
  return worst.value();
}

/// Of the runs' values at the end and in curves.
double step_of(const Sides& sides, const train::Metric& metric) {
  const std::size_t index = sides.place(metric);
  std::vector<double> values;
  for (const auto* side : {&sides.baseline, &sides.now})
    for (const train::RunResult* run : *side) {
      values.push_back(run->value(index));
      values.insert(values.end(), run->curve(index).begin(), run->curve(index).end());
    }
  return statistics::smallest_step(values);
}

/// The values at the end of the baseline's completed runs.
std::vector<double> known_before(const Sides& sides, std::size_t metric) {
  std::vector<double> values;
  for (const train::RunResult* run : sides.baseline)
    if (is_completed(*run) && std::isfinite(run->value(metric))) values.push_back(run->value(metric));
  return values;
}

/// A metric with its place in the results.
struct Measured {
  const train::Metric& metric;
  std::size_t place;
};

/// The runs' values at the end. `when` is for the message where a completed run has none.
std::vector<double> ends_of(const std::vector<const train::RunResult*>& runs, const Measured& measured,
                            double worst, const char* when) {
  const train::Metric& metric = measured.metric;
  std::vector<double> values;
  for (const train::RunResult* run : runs) {
    const double value = run->value(measured.place);
    if (is_completed(*run) && !std::isfinite(value))
      throw Error(ErrorCode::failed, fmt::format("completed runs have no {} {}", metric.name, when));
    values.push_back(is_completed(*run) ? value : worst);
  }
  return values;
}

double target_of(const Sides& sides, const train::Metric& metric, const CheckOptions& options) {
  const auto asked = options.targets.find(metric.name);
  return asked == options.targets.end() ? usual_target(sides, metric) : asked->second;
}

}  // namespace

WorstValue::WorstValue(const Metric& metric)
    : share_(metric.share),
      maximize_(metric.direction == Direction::maximize),
      value_(!share_     ? statistics::no_value
             : maximize_ ? 0
                         : 1) {}

void WorstValue::see(double value) {
  if (share_ || !std::isfinite(value)) return;
  if (std::isnan(value_) || (maximize_ ? value < value_ : value > value_)) value_ = value;
}

double margin_of(const Metric& metric, double mean_before, const CheckOptions& options) {
  constexpr double half_a_point = 0.005, one_percent = 0.01, tiny = 1e-12;
  if (const auto own = options.margins.find(metric.name); own != options.margins.end()) return own->second;
  if (options.margin) return *options.margin;
  return metric.share ? half_a_point : std::max(one_percent * std::fabs(mean_before), tiny);
}

std::string undecided_text(const statistics::QualityChange& change, std::size_t seeds) {
  if (seeds < statistics::fewest_for_interval)
    return fmt::format("{} seed{}; at least {} are needed", seeds, seeds == 1 ? "" : "s",
                       statistics::fewest_for_interval);
  if (!change.seeds_needed) return "no number of seeds up to 10,000 would decide";
  return fmt::format("about {} seeds would decide", *change.seeds_needed);
}

void finish(MeasuredPair& measured) {
  measured.check.seeds_before = measured.values.before.size();
  measured.check.seeds_now = measured.values.now.size();
  measured.check.mean_before = statistics::mean(measured.values.before);
  measured.check.mean_now = statistics::mean(measured.values.now);
  measured.values.margin = measured.check.margin;
}

std::vector<MeasuredPair> measure(const Sides& sides, const train::Metric& metric,
                                  const CheckOptions& options) {
  const std::vector<double> known = known_before(sides, sides.place(metric));
  const bool completed_before = std::any_of(sides.baseline.begin(), sides.baseline.end(),
                                            [](const auto* run) { return is_completed(*run); });
  if (completed_before && known.empty()) return {};
  const double worst = worst_value(sides, metric);
  MeasuredPair end;
  end.check.metric = metric.name;
  end.check.share = metric.share;
  end.values.direction = metric.direction;
  end.values.share = metric.share;
  end.values.before = ends_of(sides.before, {metric, sides.place(metric)}, worst, "in the baseline");
  end.values.now = ends_of(sides.now, {metric, sides.place(metric)}, worst, "any more");
  const double level = known.empty() ? worst : statistics::mean(known);
  if (metric.share) end.values.resolution = step_of(sides, metric);
  end.check.margin = margin_of(metric, std::isfinite(level) ? level : 0, options);
  finish(end);
  std::vector<MeasuredPair> measures = {std::move(end)};
  if (const double target = target_of(sides, metric, options); metric.each_epoch && std::isfinite(target))
    measures.push_back(measure_arrivals(sides, metric, target));
  return measures;
}

namespace {

using train::Direction;

/// The epoch, from 1, that reaches the target; 0 where none does.
std::int64_t arrival(const train::RunResult& run, const Measured& measured, double target) {
  if (!is_completed(run)) return 0;
  const train::Metric& metric = measured.metric;
  const std::vector<double>& curve = run.curve(measured.place);
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

Times times_of(const std::vector<const train::RunResult*>& runs, const Measured& metric, double target,
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
  Times before = times_of(sides.before, {metric, sides.place(metric)}, target, sides.epochs);
  Times now = times_of(sides.now, {metric, sides.place(metric)}, target, sides.epochs);
  MeasuredPair measured;
  measured.check.metric = metric.name;
  measured.check.share = metric.share;
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
    const std::vector<double>& curve = run->curve(sides.place(metric));
    if (!is_completed(*run) || curve.empty()) continue;
    const double value = curve[std::min(place, curve.size()) - 1];
    if (std::isfinite(value)) values.push_back(value);
  }
  return statistics::median(values);
}

}  // namespace tryall::tracking
