#pragma once

#include <cstring>
#include <memory>
#include <vector>

#include "tryall/data/sources/source.hpp"
#include "tryall/train/run.hpp"

namespace tryall::testing {

/// The embedded digits, loaded once.
inline std::shared_ptr<const data::Dataset> digits() {
  static const auto dataset = std::make_shared<const data::Dataset>(data::load({"digits", {}}, {}));
  return dataset;
}

/// A config whose run takes a few hundredths of a second.
inline train::TrainingConfig tiny_config() {
  train::TrainingConfig config;
  config.model = {"mlp", {{"hidden", std::vector<std::int64_t>{16}}}};
  config.learning_rate = 0.01;
  config.batch_size = 64;
  config.epochs = 2;
  return config;
}

template <class Scalar = float>
train::RunResult run_on(std::shared_ptr<const data::Dataset> dataset, const train::TrainingConfig& config,
                        std::uint64_t seed = 1, const train::TrainingHooks& hooks = {}) {
  const train::TrainingConfig whole = train::normalized(with_defaults(config), *dataset);
  return train::run<Scalar>(whole, seed, train::prepare(whole, seed, std::move(dataset)), hooks);
}

/// Trains on the digits.
template <class Scalar = float>
train::RunResult run_tiny(const train::TrainingConfig& config, std::uint64_t seed = 1,
                          const train::TrainingHooks& hooks = {}) {
  return run_on<Scalar>(digits(), config, seed, hooks);
}

template <class Scalar = float>
train::RunResult run_tiny(const train::TrainingConfig& config, std::uint64_t seed, const Hooks& hooks) {
  train::TrainingHooks all;
  static_cast<Hooks&>(all) = hooks;
  return run_tiny<Scalar>(config, seed, all);
}

inline bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return false;
  return a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

/// Whether all of the result proper is the same, to the last bit.
inline bool same_bits(const train::RunResult& a, const train::RunResult& b) {
  bool same = a.outcome == b.outcome && a.message == b.message && a.epochs_done == b.epochs_done &&
              a.steps_done == b.steps_done && a.flops == b.flops && same_bits(a.final_values, b.final_values);
  for (std::size_t i = 0; i < train::metric_count; ++i) same = same && same_bits(a.curves[i], b.curves[i]);
  return same;
}

}  // namespace tryall::testing
