#include "result.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/error.hpp"

namespace tryall::train {

RunResult nothing_measured(std::size_t added) {
  RunResult result;
  result.final_values.assign(metric_count + added, RunResult::missing());
  result.curves.resize(metric_count + added);
  return result;
}

void note(RunResult& result, MetricIndex metric, double value) {
  result.final_values[metric] = value;
  if (metrics()[metric].each_epoch) result.curves[metric].push_back(value);
}

void end(RunResult& result, Outcome outcome, std::string message) {
  result.outcome = outcome;
  result.message = std::move(message);
  std::fill(result.final_values.begin(), result.final_values.end(), RunResult::missing());
}

void arrange_added(RunResult& result, const std::vector<std::string>& saved, const AddedMetrics& added) {
  const auto is_named = [](const AddedMetric& one, const std::string& name) {
    return one.metric.name == name;
  };
  if (std::equal(added.begin(), added.end(), saved.begin(), saved.end(), is_named)) return;
  if (result.final_values.size() < metric_count)
    throw Error(ErrorCode::failed, "a checkpoint does not belong to this training");
  const RunResult before = result;
  result.final_values.assign(metric_count + added.size(), RunResult::missing());
  result.curves.assign(metric_count + added.size(), {});
  std::copy_n(before.final_values.begin(), metric_count, result.final_values.begin());
  std::copy_n(before.curves.begin(), metric_count, result.curves.begin());
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto found = std::find(saved.begin(), saved.end(), added[i].metric.name);
    const auto place = metric_count + static_cast<std::size_t>(found - saved.begin());
    if (found != saved.end()) {
      result.final_values[metric_count + i] = before.final_values[place];
      result.curves[metric_count + i] = before.curves[place];
    } else if (added[i].metric.each_epoch) {
      result.curves[metric_count + i].assign(static_cast<std::size_t>(result.epochs_done),
                                             RunResult::missing());
    }
  }
}

std::string divergence(const RunResult& so_far, std::int64_t epochs) {
  return fmt::format("the loss was no longer finite after step {}, in epoch {}", so_far.steps_done,
                     std::min(so_far.epochs_done + 1, epochs));
}

}  // namespace tryall::train
