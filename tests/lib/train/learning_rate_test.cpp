#include "train/learning_rate.hpp"

#include "catch.hpp"

namespace learning_rate_test {

using tryall::Choice;
using tryall::train::LearningRate;
using tryall::train::TrainingConfig;

namespace {

/// Of 0.8 over four epochs of ten updates.
TrainingConfig config(double warmup, const Choice& schedule) {
  TrainingConfig result;
  result.learning_rate = 0.8;
  result.epochs = 4;
  result.warmup = warmup;
  result.schedule = schedule;
  return with_defaults(result);
}

const Choice halving = {"step", {{"every", std::int64_t{1}}, {"factor", 0.5}}};

}  // namespace

TEST_CASE("the learning rate rises in equal steps, and the schedule counts from there") {
  const TrainingConfig warmed = config(0.4, halving);
  const LearningRate learning_rate(warmed, 10);
  CHECK(learning_rate.at(0) == Approx(0.2).epsilon(1e-15));
  CHECK(learning_rate.at(2) == Approx(0.6).epsilon(1e-15));
  CHECK(learning_rate.at(3) == 0.8);
  CHECK(learning_rate.at(4) == 0.8);
  CHECK(learning_rate.at(13) == 0.8);
  CHECK(learning_rate.at(14) == 0.4);
}

TEST_CASE("an epoch that ends in the warm-up tells the schedule nothing") {
  const Choice plateau = {"reduce_on_plateau", {{"patience", std::int64_t{0}}, {"factor", 0.5}}};
  const TrainingConfig warmed = config(1, plateau);
  LearningRate learning_rate(warmed, 10);
  for (int i = 0; i < 3; ++i) learning_rate.epoch_ended(10, 1.0);
  CHECK(learning_rate.at(10) == 0.8);
  for (int i = 0; i < 2; ++i) learning_rate.epoch_ended(20, 1.0);
  CHECK(learning_rate.at(20) == 0.4);
}

}  // namespace learning_rate_test
