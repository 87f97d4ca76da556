#include "tryall/sweeps/plan/costs.hpp"

#include <malloc.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

/// Of this thread: a run is trained by one, and what else the machine does at the moment should not count.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  constexpr double nano = 1e-9;
  return static_cast<double>(now.tv_sec) + nano * static_cast<double>(now.tv_nsec);
}

/// Groups that are timed at most.
constexpr std::size_t most_timed = 24;

/// The axes on which the work of a step does not depend, or hardly.
bool is_free(const std::string& axis) {
  static const std::set<std::string, std::less<>> free = {"learning_rate", "schedule",  "warmup",    "epochs",
                                                          "init",          "bias_init", "histograms"};
  return free.contains(axis);
}

/// What a group says on each axis that matters.
std::vector<std::string> traits(const Config& config) {
  std::vector<std::string> result;
  for (const Axis& axis : config.axes())
    if (!is_free(axis.name)) result.push_back(axis_label(axis, config));
  return result;
}

std::size_t likeness(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::inner_product(one.begin(), one.end(), other.begin(), std::size_t{0}, std::plus<>(),
                            [](const auto& a, const auto& b) { return a == b ? 1 : 0; });
}

double allocated_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

/// What one group was seen to take.
struct Timing {
  double epoch_seconds = 0;
  double bytes = 0;
};

/// Trains a run up to the end of an epoch, or for `seconds`, but two steps at least.
class EpochTimer {
 public:
  EpochTimer(Trainer& trainer, double seconds) : trainer_(trainer), seconds_(seconds) {}

  std::optional<Timing> time(const Config& config, std::uint64_t seed) {
    std::stop_source at_once;
    at_once.request_stop();
    trainer_.run(config, seed, {.stop = at_once.get_token()});  // data are read and prepared but once
    const double bytes_before = allocated_bytes();
    Hooks hooks;
    hooks.stop = stop_.get_token();
    hooks.checkpoint = [&](const Checkpoint& checkpoint) {
      if (questions_ != 1) return;
      constexpr double copies = 3;  // one that waits to be kept, one being kept, and SQLite's row of that
      bytes_ += copies * static_cast<double>(checkpoint.state.size());
      first_ = processor_seconds();
    };
    hooks.wants_checkpoint = [&] {
      note_step(bytes_before);
      return questions_ == 1;
    };
    hooks.epoch_done = [&](std::int64_t, const RunResult&) {
      if (!epoch_end_) epoch_end_ = processor_seconds();
      stop_.request_stop();
    };
    const bool failed = trainer_.run(config, seed, hooks).outcome == Outcome::failed;
    return failed ? std::nullopt : timing(trainer_.epoch_shape(config, seed));
  }

 private:
  void note_step(double bytes_before) {
    if (questions_ == 0) bytes_ = std::max(0.0, allocated_bytes() - bytes_before);  // which takes its time
    last_ = processor_seconds();
    if (questions_++ == 0) first_ = last_;
    constexpr int after_two_steps = 3;
    if (questions_ >= after_two_steps && last_ - first_ > seconds_) stop_.request_stop();
  }

  /// Where the epoch was not ended: as many such steps, and the validation, a third of the work a sample.
  std::optional<Timing> timing(const EpochShape& shape) const {
    if (questions_ == 0) return std::nullopt;
    if (epoch_end_) return Timing{*epoch_end_ - first_, bytes_};
    if (questions_ == 1) return std::nullopt;
    const double step = (last_ - first_) / (questions_ - 1);
    constexpr double forward_share = 1.0 / 3;
    return Timing{step * shape.steps * (1 + forward_share * shape.evaluated), bytes_};
  }

  Trainer& trainer_;
  double seconds_;
  std::stop_source stop_;
  int questions_ = 0;  // one before each step, and one after the last of an epoch
  double first_ = 0, last_ = 0;
  std::optional<double> epoch_end_;
  double bytes_ = 0;
};

/// A run of each kind of group that the list has, by kind.
std::map<std::uint32_t, std::size_t> kinds_of(const Plan& plan, const std::vector<std::size_t>& list) {
  std::map<std::uint32_t, std::size_t> kinds;
  for (const std::size_t run : list) kinds.emplace(plan.groups.kind(plan.runs[run].group), run);
  return kinds;
}

/// One kind that was timed.
struct Sample {
  std::vector<std::string> traits;
  Timing timing;
};

/// The mean of those timed that are most like it.
Timing nearest(const std::vector<Sample>& samples, const std::vector<std::string>& traits) {
  std::size_t most = 0;
  std::vector<const Timing*> best;
  for (const Sample& sample : samples) {
    const std::size_t alike = likeness(sample.traits, traits);
    if (alike > most || best.empty()) best.clear();
    if (alike >= most || best.empty()) best.push_back(&sample.timing);
    most = std::max(most, alike);
  }
  Timing mean;
  for (const Timing* timing : best) {
    mean.epoch_seconds += timing->epoch_seconds / static_cast<double>(best.size());
    mean.bytes += timing->bytes / static_cast<double>(best.size());
  }
  return mean;
}

}  // namespace

Costs estimate_costs(const Plan& plan, const std::vector<std::size_t>& list, Trainer& trainer,
                     double seconds) {
  const std::map<std::uint32_t, std::size_t> kinds = kinds_of(plan, list);
  const auto config_of = [&](std::size_t run) { return plan.groups.config(plan.runs[run].group); };
  const std::size_t count = std::min(most_timed, kinds.size());
  std::vector<Sample> samples;
  std::size_t place = 0, next = 0;
  for (const auto& [kind, run] : kinds) {
    if (place++ * count < next * kinds.size()) continue;  // evenly over the kinds
    ++next;
    EpochTimer watch(trainer, seconds / static_cast<double>(count));
    if (const auto timing = watch.time(config_of(run), plan.runs[run].seed))
      samples.push_back({traits(config_of(run)), *timing});
  }
  if (samples.empty()) return {};
  std::map<std::uint32_t, Timing> of_kind;
  for (const auto& [kind, run] : kinds) of_kind.emplace(kind, nearest(samples, traits(config_of(run))));
  Costs costs;
  costs.timed = samples.size();
  costs.epoch_seconds.reserve(plan.groups.size());
  costs.run_bytes.reserve(plan.groups.size());
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    const auto found = of_kind.find(plan.groups.kind(group));
    const Timing timing = found == of_kind.end() ? Timing{} : found->second;
    costs.epoch_seconds.push_back(timing.epoch_seconds);
    costs.run_bytes.push_back(timing.bytes);
  }
  return costs;
}

}  // namespace tryall::sweeps
