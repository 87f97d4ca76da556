#pragma once

#include <utility>
#include <vector>

#include "fake_trainer.hpp"
#include "temporary_folder.hpp"
#include "tryall/numerics.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/tracking/check.hpp"

namespace tryall::testing {

/// A completed run that ends at `value`; its curves rise to it in equal steps.
inline tracking::TrackedRun tracked(std::uint64_t seed, double value, std::int64_t epochs = 5) {
  return {seed, 0, completed_run(value, epochs)};
}

inline tracking::TrackedRun tracked_diverged(std::uint64_t seed) { return {seed, 0, diverged_run()}; }

/// A group of the default config with that learning rate.
inline tracking::TrackedGroup tracked_group(std::vector<tracking::TrackedRun> runs,
                                            double learning_rate = 0.001) {
  const Config config = config_of({.learning_rate = learning_rate});
  FakeTrainer trainer;
  sweeps::Subject dataset = trainer.subject(config);
  std::string key = sweeps::group_key(config, dataset.hash);
  return {std::move(key), sweeps::to_json(config), std::move(dataset), std::move(runs)};
}

inline tracking::Baseline tracked_baseline(std::vector<tracking::TrackedGroup> groups) {
  return {.name = "main",
          .created_at = "2026-01-31T12:00:00Z",
          .numerics_version = numerics_version,
          .metrics = {"validation_accuracy"},
          .environments = {sweeps::Environment::current()},
          .groups = std::move(groups)};
}

/// A group whose runs end at these values, with seeds from 0 on.
inline tracking::TrackedGroup group_of(const std::vector<double>& values, double learning_rate = 0.001) {
  std::vector<tracking::TrackedRun> runs;
  for (const double value : values) runs.push_back(tracked(runs.size(), value));
  return tracked_group(std::move(runs), learning_rate);
}

/// Judges these groups as today's against those of before.
inline tracking::CheckReport judged(const tracking::Baseline& before,
                                    const std::vector<tracking::TrackedGroup>& now,
                                    const tracking::CheckOptions& options = {}) {
  FakeTrainer trainer;
  tracking::Retrained retrained;
  retrained.environments = {sweeps::Environment::current()};
  std::vector<std::size_t> seeds;
  for (std::size_t i = 0; i < now.size(); ++i) {
    retrained.runs.push_back(now[i].runs);
    seeds.push_back(before.groups[i].runs.size());
  }
  return tracking::judge(before, tracking::readied(before, trainer), seeds, retrained, options);
}

}  // namespace tryall::testing
