#include "epoch_length.hpp"

namespace tryall::reports {
namespace {

std::optional<std::int64_t> steps_an_epoch(const SweepData& data, std::size_t group) {
  std::optional<std::int64_t> steps;
  for (const Run& run : data.groups[group].runs) {
    if (!run.completed()) continue;
    if (run.epochs_done == 0 || run.steps_done % run.epochs_done != 0) return std::nullopt;
    const std::int64_t one = run.steps_done / run.epochs_done;
    if (steps && steps != one) return std::nullopt;
    steps = one;
  }
  return steps;
}

std::optional<double> flops_an_epoch(const SweepData& data, std::size_t group) {
  std::optional<double> flops;
  for (const Run& run : data.groups[group].runs) {
    if (!run.completed()) continue;
    if (run.epochs_done == 0 || !(run.flops > 0)) return std::nullopt;
    const double one = run.flops / static_cast<double>(run.epochs_done);
    if (flops && *flops != one) return std::nullopt;
    flops = one;
  }
  return flops;
}

std::optional<double> seconds_an_epoch(const SweepData& data, std::size_t group, const RunTime& time) {
  for (const bool all : {false, true}) {
    double seconds = 0;
    std::int64_t epochs = 0;
    for (const Run& run : data.groups[group].runs) {
      if (run.epochs_done == 0 || (!all && !run.completed())) continue;
      seconds += time.of(run);
      epochs += run.epochs_done;
    }
    if (seconds > 0) return seconds / static_cast<double>(epochs);
  }
  return std::nullopt;
}

}  // namespace

EpochLength epoch_length(const SweepData& data, std::size_t group, const RunTime& time) {
  return {steps_an_epoch(data, group), flops_an_epoch(data, group), seconds_an_epoch(data, group, time)};
}

}  // namespace tryall::reports
