// Warm-up and schedules as a training applies them: seen in the weights that it ends with, one update an
// epoch.
#include "tiny_runs.hpp"

#include "catch.hpp"

namespace warmup_test {

using tryall::Choice;
using tryall::train::TrainingConfig;

namespace {

struct Rates {
  double learning_rate, warmup = 0;
  std::int64_t epochs = 1;
  Choice schedule = {"constant", {}};
};

double weight_norm_after(const Rates& rates) {
  TrainingConfig config = tryall::testing::tiny_config();
  config.model = {"linear", {}};
  config.optimizer = {"sgd", {}};
  config.batch_size = tryall::train::full_batch;
  config.learning_rate = rates.learning_rate;
  config.warmup = rates.warmup;
  config.epochs = rates.epochs;
  config.schedule = rates.schedule;
  return tryall::testing::run_tiny<double>(config).final_values[tryall::train::weight_norm];
}

const Choice halving = {"step", {{"every", std::int64_t{1}}, {"factor", 0.5}}};

}  // namespace

TEST_CASE("a warm-up's first update has its share of the learning rate, not none") {
  CHECK(weight_norm_after({.learning_rate = 0.4, .warmup = 4}) == weight_norm_after({.learning_rate = 0.1}));
  CHECK(weight_norm_after({.learning_rate = 0.4, .warmup = 1}) == weight_norm_after({.learning_rate = 0.4}));
}

TEST_CASE("a warm-up ends at the learning rate, and the schedule begins after it") {
  const auto constant = [](std::int64_t epochs) {
    return weight_norm_after({.learning_rate = 0.5, .epochs = epochs});
  };
  const auto warmed = [](std::int64_t epochs) {
    return weight_norm_after({.learning_rate = 0.5, .warmup = 1, .epochs = epochs, .schedule = halving});
  };
  CHECK(warmed(1) == constant(1));
  CHECK(warmed(2) == constant(2));
  CHECK(warmed(3) != constant(3));
}

TEST_CASE("without a warm-up the schedule begins with the first update") {
  CHECK(weight_norm_after({.learning_rate = 0.5, .epochs = 1, .schedule = halving}) ==
        weight_norm_after({.learning_rate = 0.5}));
  // the second of two updates has half the rate, either way
  CHECK(weight_norm_after({.learning_rate = 0.5, .epochs = 2, .schedule = halving}) ==
        weight_norm_after({.learning_rate = 0.5, .epochs = 2, .schedule = {"polynomial", {}}}));
}

TEST_CASE("a training that is all warm-up does not ask its schedule for anything undefined") {
  for (const char* name : {"cosine", "polynomial", "one_cycle", "cosine_restarts", "step"})
    CHECK(weight_norm_after({.learning_rate = 0.5, .warmup = 3, .epochs = 2, .schedule = {name, {}}}) ==
          weight_norm_after({.learning_rate = 0.5, .warmup = 3, .epochs = 2}));
}

}  // namespace warmup_test
