#include "tryall/train/run.hpp"

#include <cmath>
#include <set>

#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/error.hpp"
#include "tryall/numerics.hpp"

namespace run_test {

using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

TEST_CASE("an outcome's text reads back as the same outcome") {
  for (const Outcome outcome : {Outcome::completed, Outcome::diverged, Outcome::pruned, Outcome::timed_out,
                                Outcome::failed, Outcome::cancelled})
    CHECK(outcome_from(to_text(outcome)) == outcome);
  CHECK(to_text(Outcome::timed_out) == "timed_out");
  CHECK_FALSE(outcome_from("exploded"));
}

TEST_CASE("what a result does not hold was not measured") {
  const RunResult result;
  CHECK(std::isnan(result.value(0)));
  CHECK(result.curve(7).empty());
}

TEST_CASE("a training's result has a place for every metric, each missing until it is measured") {
  const RunResult result = tryall::train::nothing_measured();
  CHECK(result.curves.size() == metrics().size());
  REQUIRE(result.final_values.size() == metrics().size());
  for (const double value : result.final_values) CHECK(std::isnan(value));
}

TEMPLATE_TEST_CASE("the same config and seed give the same bits, another seed others", "", float, double) {
  const RunResult result = run_tiny<TestType>(tiny_config(), 7);
  CHECK(result.outcome == Outcome::completed);
  CHECK(same_bits(result, run_tiny<TestType>(tiny_config(), 7)));
  CHECK_FALSE(same_bits(result.curves[train_loss], run_tiny<TestType>(tiny_config(), 8).curves[train_loss]));
}

TEST_CASE("every setting of a training changes its result") {
  const RunResult result = run_tiny(tiny_config());
  const auto changes = [&](auto change) {
    TrainingConfig config = tiny_config();
    change(config);
    return !same_bits(result.curves[validation_loss], run_tiny(config).curves[validation_loss]);
  };
  CHECK(changes([](TrainingConfig& c) { c.split.settings["test"] = 0.3; }));
  CHECK(changes([](TrainingConfig& c) { c.scaler = {"min_max", {}}; }));
  CHECK(changes([](TrainingConfig& c) { c.model.settings["activation"] = std::string("tanh"); }));
  CHECK(changes([](TrainingConfig& c) { c.init = {"xavier", {}}; }));
  CHECK(changes([](TrainingConfig& c) { c.optimizer = {"sgd", {}}; }));
  CHECK(changes([](TrainingConfig& c) { c.learning_rate = 0.02; }));
  CHECK(changes([](TrainingConfig& c) { c.regularizer = {"l2", {}}; }));
  CHECK(changes([](TrainingConfig& c) { c.batch_size = 65; }));
}

TEST_CASE("the digits are learned") {
  TrainingConfig config = tiny_config();
  config.epochs = 6;
  const RunResult result = run_tiny(config);
  CHECK(result.final_values[validation_accuracy] > 0.9);
  CHECK(result.final_values[test_accuracy] > 0.9);
  CHECK(result.curves[train_loss].back() < 0.3 * result.curves[train_loss].front());
}

TEST_CASE("a result counts the operations of its updates: six a weight and sample") {
  TrainingConfig config = tiny_config();
  const double samples =
      static_cast<double>(prepare(with_defaults(config), 1, digits()).split.training.size());
  const double weights = 64 * 16 + 16 * 10;
  REQUIRE(std::fmod(samples, 64) != 0);
  CHECK(run_tiny(config).flops == 6 * weights * 2 * samples);
  config.drop_last = true;
  CHECK(run_tiny(config).flops == 6 * weights * 2 * (samples - std::fmod(samples, 64)));
  config.batch_size = tryall::train::full_batch;
  config.drop_last = false;
  CHECK(run_tiny(config).flops == 6 * weights * 2 * samples);
  config.learning_rate = 1e30;
  const RunResult diverged = run_tiny(config);
  REQUIRE(diverged.outcome == Outcome::diverged);
  CHECK(diverged.flops == 6 * weights * static_cast<double>(diverged.steps_done) * samples);
}

TEST_CASE("a result has a curve for each metric of epochs, ending in its final value, and counts its steps") {
  const RunResult result = run_tiny(tiny_config());
  CHECK(result.epochs_done == 2);
  CHECK(result.message.empty());
  CHECK(result.wall_seconds > 0);
  const PreparedData prepared = prepare(with_defaults(tiny_config()), 1, digits());
  const auto steps = static_cast<std::int64_t>((prepared.split.training.size() + 63) / 64);
  CHECK(result.steps_done == 2 * steps);
  for (const Metric& metric : metrics()) {
    INFO(metric.name);
    const std::vector<double>& curve = result.curves[index_of(metric)];
    const double value = result.final_values[index_of(metric)];
    if (!measured(metric, tryall::Task::classification)) {
      CHECK(curve.empty());
      CHECK(std::isnan(value));
      continue;
    }
    CHECK(curve.size() == (metric.each_epoch ? 2U : 0U));
    if (metric.each_epoch) CHECK(curve.back() == value);
    CHECK(std::isfinite(value));
    if (metric.share) CHECK((value >= 0 && value <= 1));
  }
}

TEST_CASE("fewer epochs give the first part of the same curves") {
  TrainingConfig config = tiny_config();
  const RunResult two = run_tiny(config);
  config.epochs = 4;
  const RunResult four = run_tiny(config);
  for (std::size_t i = 0; i < metric_count; ++i) {
    std::vector<double> front = four.curves[i];
    front.resize(two.curves[i].size());
    CHECK(same_bits(front, two.curves[i]));
  }
}

TEST_CASE("each epoch visits the samples in another order") {
  // Without learning, the mean loss differs from epoch to epoch by the rounding of another order's sum alone.
  TrainingConfig config = tiny_config();
  config.optimizer = {"sgd", {}};
  config.learning_rate = 1e-30;
  config.epochs = 8;
  config.batch_size = 1;
  const std::vector<double> curve = run_tiny<double>(config).curves[train_loss];
  CHECK(curve.front() == Approx(curve.back()).epsilon(1e-12));
  CHECK(std::set<double>(curve.begin(), curve.end()).size() > 1);
}

TEST_CASE("a full batch is a batch of as many samples as there are, to the last bit") {
  TrainingConfig config = tiny_config();
  config.batch_size = tryall::train::full_batch;
  const RunResult full = run_tiny(config);
  CHECK(full.steps_done == 2);
  config.batch_size =
      static_cast<std::int64_t>(prepare(with_defaults(config), 1, digits()).split.training.size());
  CHECK(same_bits(full, run_tiny(config)));
}

TEST_CASE("a batch larger than the training split is refused with both sizes") {
  TrainingConfig config = tiny_config();
  const auto samples =
      static_cast<std::int64_t>(prepare(with_defaults(config), 1, digits()).split.training.size());
  config.batch_size = samples + 1;
  CHECK_THROWS_AS(run_tiny(config), tryall::Error);
  CHECK_THROWS_WITH(run_tiny(config), ContainsSubstring("batch_size " + std::to_string(samples + 1)) &&
                                          ContainsSubstring(std::to_string(samples) + " training samples"));
}

TEST_CASE("single and double precision start from the same point and agree on the first epoch") {
  const RunResult single = run_tiny<float>(tiny_config()), twice = run_tiny<double>(tiny_config());
  CHECK(std::abs(single.curves[train_loss][0] - twice.curves[train_loss][0]) < 1e-3);
  CHECK(single.curves[train_loss][0] != twice.curves[train_loss][0]);
}

TEST_CASE("preparing splits by the seed and fits the scaler on the training part") {
  const TrainingConfig config = with_defaults(tiny_config());
  const PreparedData one = prepare(config, 1, digits()), again = prepare(config, 1, digits());
  const PreparedData other = prepare(config, 2, digits());
  CHECK(one.split.training == again.split.training);
  CHECK(one.split.training != other.split.training);
  CHECK(one.map.shift == again.map.shift);
  CHECK(one.map.shift != other.map.shift);
  CHECK(one.dataset == digits());
}

}  // namespace run_test
