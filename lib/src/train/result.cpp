#include "result.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tryall::train {

RunResult nothing_measured() {
  RunResult result;
  result.final_values.assign(metric_count, RunResult::missing());
  result.curves.resize(metric_count);
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

std::string divergence(const RunResult& so_far, std::int64_t epochs) {
  return fmt::format("the loss was no longer finite after step {}, in epoch {}", so_far.steps_done,
                     std::min(so_far.epochs_done + 1, epochs));
}

}  // namespace tryall::train
