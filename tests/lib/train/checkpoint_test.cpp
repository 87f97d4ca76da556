// A training that goes on from a checkpoint, or that is the front part of a longer one, has the same bits.
#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/error.hpp"

namespace checkpoint_test {

using tryall::Choice;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

/// Configs that remember as much as can be.
std::vector<TrainingConfig> examples() {
  std::vector<TrainingConfig> configs;
  for (const char* name : {"sgd", "momentum", "adam", "lbfgs", "asgd", "schedule_free_adamw", "muon"}) {
    TrainingConfig config = tiny_config();
    config.optimizer = {name, {}};
    config.epochs = 3;
    configs.push_back(config);
  }
  TrainingConfig config = tiny_config();
  config.epochs = 3;
  config.normalization = {"batch_norm", {}};
  config.dropout = {"dropout", {}};
  config.mixup = 0.4;
  config.schedule = {"reduce_on_plateau", {{"patience", std::int64_t{1}}}};
  config.histograms = {0, 2};
  configs.push_back(config);
  config.early_stopping = {"patience", {{"epochs", std::int64_t{1}}, {"metric", std::string("train_loss")}}};
  config.learning_rate = 0.5;
  config.epochs = 6;
  configs.push_back(config);
  return configs;
}

/// The result, and a checkpoint before every seventh update.
std::pair<RunResult, std::vector<Checkpoint>> run_with_checkpoints(const TrainingConfig& config) {
  std::vector<Checkpoint> checkpoints;
  int asked = 0;
  TrainingHooks hooks;
  hooks.wants_checkpoint = [&] { return asked++ % 7 == 0; };
  hooks.checkpoint = [&](Checkpoint checkpoint) { checkpoints.push_back(std::move(checkpoint)); };
  hooks.checkpoint_at_end = true;
  RunResult result = run_tiny(config, 1, hooks);
  return {std::move(result), std::move(checkpoints)};
}

}  // namespace

TEST_CASE("a training goes on from each of its checkpoints with the same bits") {
  for (const TrainingConfig& config : examples()) {
    INFO(config.optimizer.name << " " << config.normalization.name << " " << config.early_stopping.name);
    const RunResult undisturbed = run_tiny(config);
    const auto [result, checkpoints] = run_with_checkpoints(config);
    CHECK(same_bits(result, undisturbed));
    CHECK(checkpoints.size() > 5);
    for (const Checkpoint& checkpoint : checkpoints) {
      INFO("from step " << checkpoint.steps_done);
      CHECK(same_bits(run_tiny(config, 1, {.resume = &checkpoint}), undisturbed));
    }
  }
}

TEST_CASE("a longer training goes on from the last checkpoint of a shorter one") {
  TrainingConfig config = tiny_config();
  const Checkpoint end = run_with_checkpoints(config).second.back();
  CHECK(end.epochs_done == 2);
  config.epochs = 5;
  CHECK(same_bits(run_tiny(config, 1, {.resume = &end}), run_tiny(config)));
}

TEST_CASE("a stop request leaves a checkpoint from which the training goes on") {
  const TrainingConfig config = tiny_config();
  std::stop_source stop;
  Checkpoint left;
  TrainingHooks hooks;
  hooks.stop = stop.get_token();
  int asked = 0;
  hooks.wants_checkpoint = [&] {
    if (++asked == 17) stop.request_stop();
    return false;
  };
  hooks.checkpoint = [&](Checkpoint checkpoint) { left = std::move(checkpoint); };
  CHECK(run_tiny(config, 1, hooks).outcome == Outcome::cancelled);
  CHECK(left.steps_done >= 16);
  CHECK(same_bits(run_tiny(config, 1, {.resume = &left}), run_tiny(config)));
}

TEST_CASE("the results of shorter trainings are reported on the way") {
  for (TrainingConfig config : examples()) {
    INFO(config.optimizer.name << " " << config.normalization.name << " " << config.early_stopping.name);
    std::vector<std::int64_t> milestones;
    for (std::int64_t epochs = 1; epochs < config.epochs; ++epochs) milestones.push_back(epochs);
    std::vector<std::pair<std::int64_t, RunResult>> reported;
    const RunResult longest = run_tiny(
        config, 1,
        {.milestones = milestones, .milestone_reached = [&](std::int64_t epochs, const RunResult& result) {
           reported.emplace_back(epochs, result);
         }});
    CHECK(same_bits(longest, run_tiny(config)));
    REQUIRE(reported.size() == milestones.size());
    for (std::size_t i = 0; i < milestones.size(); ++i) {
      INFO("epochs " << milestones[i]);
      CHECK(reported[i].first == milestones[i]);
      config.epochs = milestones[i];
      CHECK(same_bits(reported[i].second, run_tiny(config)));
    }
  }
}

TEST_CASE("a divergence is reported to shorter trainings as they would have seen it themselves") {
  TrainingConfig config = tiny_config();
  config.optimizer = {"sgd", {}};
  config.learning_rate = 30;
  config.epochs = 40;
  std::vector<RunResult> reported;
  const std::vector<std::int64_t> milestones = {1, 2, 20, 39};
  const RunResult longest = run_tiny(
      config, 1, {.milestones = milestones, .milestone_reached = [&](std::int64_t, const RunResult& result) {
                    reported.push_back(result);
                  }});
  REQUIRE(longest.outcome == Outcome::diverged);
  REQUIRE(reported.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    config.epochs = milestones[i];
    CHECK(same_bits(reported[i], run_tiny(config)));
  }
}

TEST_CASE("a checkpoint of another training is refused") {
  TrainingConfig config = tiny_config();
  const Checkpoint checkpoint = run_with_checkpoints(config).second.front();
  config.optimizer = {"sgd", {}};
  CHECK_THROWS_AS(run_tiny(config, 1, {.resume = &checkpoint}), tryall::Error);
  config = tiny_config();
  config.model.settings["hidden"] = std::vector<std::int64_t>{17};
  CHECK_THROWS_AS(run_tiny(config, 1, {.resume = &checkpoint}), tryall::Error);
  Checkpoint cut = checkpoint;
  cut.state.resize(cut.state.size() / 2);
  CHECK_THROWS_AS(run_tiny(tiny_config(), 1, {.resume = &cut}), tryall::Error);
}

}  // namespace checkpoint_test
