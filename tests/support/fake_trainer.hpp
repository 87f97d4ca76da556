#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "configs.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"
#include "tryall/train/run.hpp"

namespace tryall::testing {

/// A completed run: every metric is `value`, its curves rise to it in equal steps.
inline train::RunResult completed_run(double value, std::int64_t epochs = 2) {
  train::RunResult result = train::nothing_measured();
  result.epochs_done = epochs;
  result.steps_done = 10 * epochs;
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    result.final_values[i] = value;
    for (std::int64_t epoch = 1; train::metrics()[i].each_epoch && epoch <= epochs; ++epoch)
      result.curves[i].push_back(value * static_cast<double>(epoch) / static_cast<double>(epochs));
  }
  return result;
}

/// A run that diverged in its second epoch.
inline train::RunResult diverged_run() {
  train::RunResult result = train::nothing_measured();
  result.outcome = train::Outcome::diverged;
  result.message = "the loss was no longer finite";
  result.epochs_done = 1;
  result.steps_done = 13;
  result.curves[train::train_loss] = {7.5};
  return result;
}

/// Between 0 and 1, another for each config and seed, the same on every machine.
inline double score(const Config& config, std::uint64_t seed) {
  std::string text = sweeps::canonical_text(config);
  // What came later is left out at its default: a new axis or setting draws no new scores.
  for (const std::string later :
       {R"("class_weight":"none",)", R"("input_dropout":0.0,)", R"(,"test_rows":"by_seed")"})
    if (const std::size_t place = text.find(later); place != std::string::npos)
      text.erase(place, later.size());
  const std::string hash = sweeps::hash_text(text + std::to_string(seed));
  return static_cast<double>(std::stoul(hash.substr(0, 6), nullptr, 16)) / 0x1000000;
}

/// Trains nothing: results are given at once, by a formula or by what a test puts in its place.
class FakeTrainer : public sweeps::Trainer {
 public:
  using Run = std::function<train::RunResult(const Config&, std::uint64_t, const train::Hooks&)>;

  FakeTrainer() = default;
  explicit FakeTrainer(Run run) : run_(std::move(run)) {}

  const std::shared_ptr<const AxisTable>& axes() const override { return axes_; }
  const std::vector<Metric>& metrics() const override { return train::metrics(); }
  sweeps::Origin origin() const override { return {}; }
  sweeps::Subject subject(const Config& config) override {
    const std::string& name = config.choice("dataset").name;
    return {name, "hash of " + name, 100, 20, 4, 3};
  }
  bool measures(const Metric& metric, const sweeps::Subject& subject) const override {
    return train::measured(metric, subject.task);
  }
  const Metric& usual_objective(const sweeps::Subject& subject) const override {
    return train::usual_objective(subject.task);
  }

  train::RunResult run(const Config& config, std::uint64_t seed, const train::Hooks& hooks) override {
    {
      const std::lock_guard lock(mutex_);
      ++calls_[sweeps::canonical_text(config) + " seed " + std::to_string(seed)];
    }
    return run_ ? run_(config, seed, hooks) : completed_run(score(config, seed), epochs_of(config));
  }

  /// How often each config was trained with each seed.
  std::map<std::string, int> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

 private:
  std::shared_ptr<const AxisTable> axes_ = train::training_axes();
  Run run_;
  mutable std::mutex mutex_;
  std::map<std::string, int> calls_;
};

}  // namespace tryall::testing
