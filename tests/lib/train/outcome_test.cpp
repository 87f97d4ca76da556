// How runs end: completed, diverged or cancelled.
#include <cmath>
#include <memory>

#include "catch.hpp"
#include "tiny_runs.hpp"

namespace outcome_test {

using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

void check_no_final_values(const RunResult& result) {
  for (const double value : result.final_values) CHECK(std::isnan(value));
}

/// Asks for a stop after so many epochs; 0 asks beforehand.
class StopAfter {
 public:
  explicit StopAfter(std::int64_t epochs) : source_(std::make_unique<std::stop_source>()), epochs_(epochs) {
    if (epochs == 0) source_->request_stop();
  }

  TrainingHooks hooks() {
    TrainingHooks hooks;
    hooks.stop = source_->get_token();
    hooks.epoch_done = [this](std::int64_t epochs, const RunResult&) {
      ++calls_;
      if (epochs == epochs_) source_->request_stop();
    };
    return hooks;
  }
  int calls() const { return calls_; }

 private:
  std::unique_ptr<std::stop_source> source_;
  std::int64_t epochs_;
  int calls_ = 0;
};

TrainingConfig diverging() {
  TrainingConfig config = tiny_config();
  config.optimizer = {"sgd", {}};
  config.learning_rate = 1e30;
  return config;
}

}  // namespace

TEMPLATE_TEST_CASE("a learning rate beyond all measure ends the run as diverged, saying where", "", float,
                   double) {
  TrainingConfig config = diverging();
  if (std::is_same_v<TestType, double>) config.learning_rate = 1e200;
  const RunResult result = run_tiny<TestType>(config);
  CHECK(result.outcome == Outcome::diverged);
  CHECK_THAT(result.message,
             ContainsSubstring("no longer finite after step " + std::to_string(result.steps_done)));
  CHECK_THAT(result.message, ContainsSubstring("in epoch 1"));
  CHECK(result.epochs_done == 0);
  check_no_final_values(result);
}

TEST_CASE("a divergence after the last update, seen on the validation split alone, is one too") {
  TrainingConfig config = diverging();
  config.batch_size = tryall::train::full_batch;
  config.epochs = 1;
  const RunResult result = run_tiny(config);
  CHECK(result.outcome == Outcome::diverged);
  CHECK(result.steps_done == 1);
  CHECK(result.epochs_done == 0);
  check_no_final_values(result);
}

TEST_CASE("a run that diverges does so in the same step again") {
  CHECK(same_bits(run_tiny(diverging()), run_tiny(diverging())));
}

TEST_CASE("a divergence keeps the curves of the epochs that were whole") {
  TrainingConfig config = diverging();
  config.batch_size = tryall::train::full_batch;
  config.split.settings["validation"] = 0.0;
  const RunResult result = run_tiny(config);
  CHECK(result.outcome == Outcome::diverged);
  CHECK(result.epochs_done == 1);
  CHECK(result.curves[train_loss].size() == 1);
  CHECK_THAT(result.message, ContainsSubstring("in epoch 2"));
  check_no_final_values(result);
}

TEST_CASE("a stop asked for beforehand cancels the run before its first step") {
  StopAfter stop(0);
  const RunResult result = run_tiny(tiny_config(), 1, stop.hooks());
  CHECK(result.outcome == Outcome::cancelled);
  CHECK(result.steps_done == 0);
  CHECK(result.epochs_done == 0);
  CHECK(stop.calls() == 0);
  check_no_final_values(result);
}

TEST_CASE("a stop asked for after an epoch cancels the run there, with that epoch's curves") {
  StopAfter stop(2);
  TrainingConfig config = tiny_config();
  config.epochs = 50;
  const RunResult result = run_tiny(config, 1, stop.hooks());
  CHECK(result.outcome == Outcome::cancelled);
  CHECK(result.epochs_done == 2);
  CHECK(stop.calls() == 2);
  CHECK(result.curves[validation_loss].size() == 2);
  check_no_final_values(result);
}

TEST_CASE("a stop asked for after the last epoch still cancels: the test split was not measured") {
  StopAfter stop(2);
  const RunResult result = run_tiny(tiny_config(), 1, stop.hooks());
  CHECK(result.outcome == Outcome::cancelled);
  CHECK(result.epochs_done == 2);
}

TEST_CASE("after each epoch the run so far is shown, and to look at it changes nothing") {
  std::vector<std::int64_t> epochs;
  const RunResult result =
      run_tiny(tiny_config(), 1, {.stop = {}, .epoch_done = [&](std::int64_t done, const RunResult& so_far) {
                                    epochs.push_back(done);
                                    CHECK(so_far.epochs_done == done);
                                    CHECK(so_far.curves[train_loss].size() == static_cast<std::size_t>(done));
                                    CHECK(std::isfinite(so_far.final_values[validation_loss]));
                                    CHECK(std::isnan(so_far.final_values[test_loss]));
                                  }});
  CHECK(epochs == std::vector<std::int64_t>{1, 2});
  CHECK(same_bits(result, run_tiny(tiny_config())));
}

TEST_CASE("without a validation split its metrics are missing and the run completes") {
  TrainingConfig config = tiny_config();
  config.split.settings["validation"] = 0.0;
  const RunResult result = run_tiny(config);
  CHECK(result.outcome == Outcome::completed);
  CHECK(result.curves[validation_loss].empty());
  CHECK(std::isnan(result.final_values[validation_accuracy]));
  CHECK(std::isfinite(result.final_values[test_loss]));
}

}  // namespace outcome_test
