#include "measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/statistics/summary.hpp"

namespace tryall::tracking {
namespace {

using train::Direction;

bool completed(const train::RunResult& run) { return run.outcome == train::Outcome::completed; }

/// The value that stands for a diverged run.
double worst_value(const std::vector<RunPair>& pairs, const train::Metric& metric) {
  const bool maximize = metric.direction == Direction::maximize;
  if (metric.share) return maximize ? 0 : 1;
  double worst = statistics::no_value;
  const auto see = [&](double value) {
    if (std::isfinite(value) && (std::isnan(worst) || (maximize ? value < worst : value > worst)))
      worst = value;
  };
  const std::size_t index = train::index_of(metric);
  for (const RunPair& pair : pairs)
    for (const train::RunResult* run : {pair.before, pair.now}) {
      see(run->final_values[index]);
      for (const double value : run->curves[index]) see(value);
    }
  return worst;
}

double margin_of(const train::Metric& metric, double mean_before, const CheckOptions& options) {
  constexpr double half_a_point = 0.005, one_percent = 0.01, tiny = 1e-12;
  if (const auto own = options.margins.find(metric.name); own != options.margins.end()) return own->second;
  if (options.margin) return *options.margin;
  return metric.share ? half_a_point : std::max(one_percent * std::fabs(mean_before), tiny);
}

/// The epoch, from 1, that reaches the target; one more than there are where none does.
double epochs_until(const train::RunResult& run, const train::Metric& metric, double target,
                    std::int64_t epochs) {
  const std::vector<double>& curve = run.curves[train::index_of(metric)];
  const auto reached = std::find_if(curve.begin(), curve.end(), [&](double value) {
    return metric.direction == Direction::maximize ? value >= target : value <= target;
  });
  if (!completed(run) || reached == curve.end()) return static_cast<double>(epochs + 1);
  return static_cast<double>(reached - curve.begin() + 1);
}

void finish(MeasuredPair& measured) {
  measured.check.pairs = measured.values.before.size();
  measured.check.mean_before = statistics::mean(measured.values.before);
  measured.check.mean_now = statistics::mean(measured.values.now);
  measured.values.margin = measured.check.margin;
}

MeasuredPair speed(const std::vector<RunPair>& pairs, const train::Metric& metric, std::int64_t epochs,
                   double target) {
  constexpr double tenth = 0.1;
  MeasuredPair measured;
  measured.check.metric = metric.name;
  measured.check.speed = true;
  measured.check.target = target;
  measured.values.direction = Direction::minimize;
  for (const RunPair& pair : pairs) {
    measured.values.before.push_back(epochs_until(*pair.before, metric, target, epochs));
    measured.values.now.push_back(epochs_until(*pair.now, metric, target, epochs));
  }
  measured.check.margin = std::max(1.0, tenth * statistics::mean(measured.values.before));
  finish(measured);
  return measured;
}

/// The values at the end of completed runs before.
std::vector<double> known_before(const std::vector<RunPair>& pairs, std::size_t metric) {
  std::vector<double> values;
  for (const RunPair& pair : pairs)
    if (completed(*pair.before) && std::isfinite(pair.before->final_values[metric]))
      values.push_back(pair.before->final_values[metric]);
  return values;
}

}  // namespace

std::vector<MeasuredPair> measure(const std::vector<RunPair>& pairs, const train::Metric& metric,
                                  std::int64_t epochs, const CheckOptions& options) {
  const std::size_t index = train::index_of(metric);
  const std::vector<double> known = known_before(pairs, index);
  const bool completed_before =
      std::any_of(pairs.begin(), pairs.end(), [](const RunPair& pair) { return completed(*pair.before); });
  if (completed_before && known.empty()) return {};
  const double worst = worst_value(pairs, metric);
  const auto value_of = [&](const train::RunResult& run, bool before) {
    const double value = run.final_values[index];
    if (completed(run) && !std::isfinite(value))
      throw Error(ErrorCode::failed, fmt::format("completed runs have no {} {}", metric.name,
                                                 before ? "in the baseline" : "any more"));
    return completed(run) ? value : worst;
  };
  MeasuredPair end;
  end.check.metric = metric.name;
  end.values.direction = metric.direction;
  for (const RunPair& pair : pairs) {
    end.values.before.push_back(value_of(*pair.before, true));
    end.values.now.push_back(value_of(*pair.now, false));
  }
  const double level = known.empty() ? worst : statistics::mean(known);
  end.check.margin = margin_of(metric, std::isfinite(level) ? level : 0, options);
  finish(end);
  std::vector<MeasuredPair> measures = {std::move(end)};
  if (metric.each_epoch && !known.empty()) {
    const double margin = measures.front().check.margin;
    measures.push_back(speed(pairs, metric, epochs,
                             metric.direction == Direction::maximize ? level - margin : level + margin));
  }
  return measures;
}

}  // namespace tryall::tracking
