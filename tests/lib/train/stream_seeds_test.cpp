// Each stream of a run's random numbers can be held by a seed of its own.
#include <map>

#include "catch.hpp"
#include "tiny_runs.hpp"

using tryall::testing::digits;
using tryall::testing::run_tiny;
using tryall::testing::same_bits;
using tryall::testing::tiny_config;
using tryall::train::own_seed;
using tryall::train::RunResult;
using tryall::train::TrainingConfig;

namespace {

const std::map<std::string, std::int64_t TrainingConfig::*> streams = {
    {"split", &TrainingConfig::split_seed},
    {"init", &TrainingConfig::init_seed},
    {"order", &TrainingConfig::order_seed},
    {"dropout", &TrainingConfig::dropout_seed},
    {"augmentation", &TrainingConfig::augmentation_seed}};

/// Draws from every stream.
TrainingConfig noisy_config() {
  TrainingConfig config = tiny_config();
  config.dropout = {"dropout", {{"rate", 0.2}}};
  config.input_noise = 0.1;
  return config;
}

bool equal(const RunResult& one, const RunResult& other) {
  for (std::size_t i = 0; i < one.curves.size(); ++i)
    if (!same_bits(one.curves[i], other.curves[i])) return false;
  return true;
}

}  // namespace

TEST_CASE("with every stream held at one seed another run's seed makes no difference") {
  TrainingConfig config = noisy_config();
  for (const auto& [name, stream] : streams) config.*stream = 1;
  const RunResult own = run_tiny(noisy_config(), 1);
  CHECK(equal(run_tiny(config, 1), own));
  CHECK(equal(run_tiny(config, 7), own));
}

TEST_CASE("each stream's seed alone makes a difference, and the run's own seed is the default") {
  const RunResult own = run_tiny(noisy_config(), 1);
  for (const auto& [name, stream] : streams) {
    CAPTURE(name);
    TrainingConfig config = noisy_config();
    config.*stream = 1;
    CHECK(equal(run_tiny(config, 1), own));
    config.*stream = 5;
    CHECK_FALSE(equal(run_tiny(config, 1), own));
  }
}

TEST_CASE("the seed of a stream that nothing is drawn from is normalized away") {
  TrainingConfig config = tiny_config();
  config.shuffle = false;
  for (const auto& [name, stream] : streams) config.*stream = 5;
  const TrainingConfig result = tryall::train::normalized(with_defaults(config), *digits());
  CHECK(result.order_seed == own_seed);
  CHECK(result.dropout_seed == own_seed);
  CHECK(result.augmentation_seed == own_seed);
  CHECK(result.split_seed == 5);
  CHECK(result.init_seed == 5);
}
