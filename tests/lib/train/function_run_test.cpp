// Test functions trained like anything else.
#include <cmath>

#include "allocation_count.hpp"
#include "catch.hpp"
#include "choices.hpp"
#include "tiny_runs.hpp"
#include "tryall/error.hpp"
#include "tryall/functions/function.hpp"
#include "tryall/optim/optimizer.hpp"

namespace function_run_test {

using tryall::Choice;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

std::shared_ptr<const tryall::data::Dataset> load(const Choice& choice) {
  return std::make_shared<const tryall::data::Dataset>(
      tryall::data::load(with_defaults(tryall::data::sources(), choice), {}));
}

/// Gradient descent on the function.
TrainingConfig descent(const Choice& function, double learning_rate, std::int64_t epochs) {
  TrainingConfig config;
  config.dataset = function;
  config.optimizer = {"sgd", {}};
  config.learning_rate = learning_rate;
  config.epochs = epochs;
  return with_defaults(config);
}

template <class Scalar = double>
RunResult run_function(const TrainingConfig& config, const TrainingHooks& hooks = {}) {
  const auto dataset = load(config.dataset);
  return run_on<Scalar>(dataset, normalized(config, *dataset), 1, hooks);
}

}  // namespace

TEST_CASE("a test function is trained from its start, one step an epoch") {
  std::vector<Tensor> weights;
  TrainingHooks hooks;
  hooks.training_done = [&](const std::vector<Tensor>& tensors, const Predictions&) { weights = tensors; };
  const RunResult result = run_function(descent({"ellipse", {}}, 0.1, 20), hooks);
  CHECK(result.outcome == Outcome::completed);
  CHECK(result.steps_done == 20);
  REQUIRE(weights.size() == 1);
  CHECK(weights[0].name == "0.theta");
  const double x = -7 * std::pow(0.99, 20), y = 2 * std::pow(0.8, 20);
  CHECK(weights[0].values[0] == Approx(x).epsilon(1e-13));
  CHECK(weights[0].values[1] == Approx(y).epsilon(1e-13));
  CHECK(result.curves[train_loss][0] == Approx(6.45).epsilon(1e-13));
  CHECK(result.final_values[test_loss] == Approx(x * x / 20 + y * y).epsilon(1e-13));
  CHECK(std::isnan(result.final_values[validation_loss]));
}

TEST_CASE("weights given to a test function's run replace its start") {
  const std::vector<Tensor> start = {{"0.theta", {1, 2}, {20, 0}}};
  TrainingHooks hooks;
  hooks.initial_weights = &start;
  CHECK(run_function(descent({"ellipse", {}}, 0.1, 1), hooks).curves[train_loss][0] == 20);
}

TEST_CASE("every test function is trained by default settings, in both precisions, and becomes less") {
  for (const auto& entry : tryall::functions::function_table()) {
    INFO(entry.about.name);
    TrainingConfig config;
    config.dataset = {entry.about.name, {}};
    config.epochs = 20;
    config = with_defaults(config);
    for (const RunResult& result : {run_function<float>(config), run_function<double>(config)}) {
      CHECK(result.outcome == Outcome::completed);
      CHECK(result.final_values[test_loss] < result.curves[train_loss].front());
    }
  }
}

TEST_CASE("every optimizer descends the ellipse") {
  for (const auto& entry : tryall::optim::optimizer_table()) {
    INFO(entry.about.name);
    TrainingConfig config = descent({"ellipse", {}}, 0.01, 50);
    config.optimizer = default_choice(tryall::optim::optimizers(), entry.about);
    const RunResult result = run_function(config);
    CHECK(result.outcome == Outcome::completed);
    CHECK(result.final_values[test_loss] < 6.45);
  }
}

TEST_CASE("the saddle is left downhill until it diverges") {
  CHECK(run_function(descent({"saddle", {}}, 0.1, 60)).final_values[test_loss] < -1000);
  CHECK(run_function(descent({"saddle", {}}, 0.1, 4000)).outcome == Outcome::diverged);
}

TEST_CASE("rastrigin has the dimension asked for, and its start goes on") {
  const TrainingConfig config = descent({"rastrigin", {{"dimension", std::int64_t{5}}}}, 1e-9, 1);
  CHECK(load(config.dataset)->features == 5);
  CHECK(run_function(config).curves[train_loss][0] == Approx(3 * 4 + 2 * (12.25 + 20)).epsilon(1e-12));
}

TEST_CASE("what makes no difference to a test function is normalized") {
  const auto dataset = load({"beale", {}});
  const TrainingConfig plain = normalized(descent({"beale", {}}, 0.1, 5), *dataset);
  CHECK(plain.model.name == "function");
  CHECK(plain.loss.name == "value");
  CHECK(plain.batch_size == tryall::train::full_batch);
  TrainingConfig other = descent({"beale", {}}, 0.1, 5);
  other.model = {"cnn", {}};
  other.init = {"uniform", {}};
  other.scaler = {"min_max", {}};
  other.split.settings["validation"] = 0.3;
  other.dropout = {"dropout", {{"rate", 0.5}}};
  other.train_size = 0.5;
  other.batch_size = 7;
  other.drop_last = true;
  other.shuffle = false;
  CHECK(normalized(with_defaults(other), *dataset) == plain);
}

TEST_CASE("batches matter to quadratic_deep, whose samples are many") {
  TrainingConfig config = descent({"quadratic_deep", {}}, 0.01, 2);
  config.drop_last = true;
  const TrainingConfig kept = normalized(config, *load(config.dataset));
  CHECK(kept.batch_size == config.batch_size);
  CHECK(kept.drop_last);
  const RunResult result = run_function(config);
  CHECK(result.steps_done == 14);
  config.batch_size = 100;
  CHECK(run_function(config).steps_done == 20);
}

TEST_CASE("once it runs, the training of a test function allocates nothing") {
  if (!counts_allocations()) return;
  std::vector<std::int64_t> counts;
  counts.reserve(8);
  TrainingHooks hooks;
  hooks.epoch_done = [&](auto, const auto&) { counts.push_back(allocation_count()); };
  run_function(descent({"quadratic_deep", {}}, 0.01, 4), hooks);
  REQUIRE(counts.size() == 4);
  CHECK(counts[3] - counts[2] == 0);  // the curves grow at the third value and at the fifth
}

TEST_CASE("a test function's model is refused on other data") {
  TrainingConfig config;
  config.model = {"function", {}};
  CHECK_THROWS_AS(normalized(with_defaults(config), *digits()), tryall::Error);
}

}  // namespace function_run_test
