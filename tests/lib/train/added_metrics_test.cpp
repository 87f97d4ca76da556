#include "tryall/train/added_metrics.hpp"

#include <cmath>

#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/train/library.hpp"

namespace added_metrics_test {

using tryall::Split;
using namespace tryall::testing;
using namespace tryall::train;

namespace {

/// The share of the samples whose largest output is that of their label.
double share_right(const Predictions& predictions, const tryall::data::Dataset& dataset) {
  double right = 0;
  for (std::size_t row = 0; row < predictions.samples.size(); ++row) {
    const auto first = predictions.outputs.begin() + static_cast<std::ptrdiff_t>(row * predictions.columns);
    const auto largest = std::max_element(first, first + static_cast<std::ptrdiff_t>(predictions.columns));
    right += largest - first == dataset.labels[predictions.samples[row]] ? 1 : 0;
  }
  return right / static_cast<double>(predictions.samples.size());
}

AddedMetric right(const char* name, Split split, bool each_epoch) {
  return {{.name = name, .split = split, .each_epoch = each_epoch}, share_right};
}

TrainingConfig measured(const std::vector<AddedMetric>& added) {
  tryall::Library library = tryall::standard_library();
  for (const AddedMetric& metric : added) library.metrics.add(metric);
  TrainingConfig config = tiny_config();
  config.epochs = 3;
  config.library = share(std::move(library));
  return config;
}

}  // namespace

TEST_CASE("added metrics follow the standard ones, with a curve where they are measured each epoch") {
  const RunResult result =
      run_tiny(measured({right("right_at_end", Split::test, false), right("right", Split::validation, true),
                         right("right_in_training", Split::train, false)}));
  REQUIRE(result.final_values.size() == metrics().size() + 3);
  CHECK(result.value(metrics().size()) == result.value(test_accuracy));
  CHECK(result.curve(metrics().size()).empty());
  CHECK(result.value(metrics().size() + 1) == result.value(validation_accuracy));
  CHECK(result.curve(metrics().size() + 1) == result.curve(validation_accuracy));
  CHECK(result.value(metrics().size() + 2) > 0.5);
}

TEST_CASE("a metric of another task has no value, and is never asked for one") {
  AddedMetric other = right("other", Split::validation, true);
  other.tasks = {tryall::Task::regression};
  other.measure = [](const Predictions&, const tryall::data::Dataset&) -> double {
    FAIL("measured");
    return 0;
  };
  const RunResult result = run_tiny(measured({other, right("right", Split::validation, true)}));
  CHECK(std::isnan(result.value(metrics().size())));
  CHECK(result.curve(metrics().size()).empty());
  CHECK(result.curve(metrics().size() + 1).size() == 3);
}

TEST_CASE("added metrics change no other result") {
  const RunResult with = run_tiny(measured({right("right", Split::validation, true)}));
  CHECK(same_bits(std::vector(with.final_values.begin(), with.final_values.end() - 1),
                  run_tiny(measured({})).final_values));
}

TEST_CASE("where the best weights are put back, an added metric is theirs") {
  for (const bool each_epoch : {true, false}) {
    TrainingConfig config = measured({right("right", Split::validation, each_epoch)});
    config.learning_rate = 0.3;
    config.epochs = 12;
    config.early_stopping = {"patience", {{"epochs", std::int64_t{2}}}};
    const RunResult result = run_tiny(config);
    CHECK(result.epochs_done < 12);
    CHECK(result.value(metrics().size()) == result.value(validation_accuracy));
  }
}

TEST_CASE("a training goes on from a checkpoint of a library with other metrics") {
  const TrainingConfig before =
      measured({right("gone", Split::test, false), right("kept", Split::validation, true)});
  const TrainingConfig after =
      measured({right("kept", Split::validation, true), right("fresh", Split::validation, true)});
  std::vector<Checkpoint> checkpoints;
  Hooks saving;
  saving.wants_checkpoint = [] { return true; };
  saving.checkpoint = [&](Checkpoint checkpoint) { checkpoints.push_back(std::move(checkpoint)); };
  run_tiny(before, 1, saving);
  Hooks resuming;
  resuming.resume = &checkpoints[checkpoints.size() / 2];
  REQUIRE(resuming.resume->epochs_done == 1);
  const RunResult result = run_tiny(after, 1, resuming), whole = run_tiny(after);
  CHECK(result.curve(metrics().size()) == whole.curve(metrics().size()));
  REQUIRE(result.curve(metrics().size() + 1).size() == 3);
  CHECK(std::isnan(result.curve(metrics().size() + 1)[0]));
  CHECK(result.curve(metrics().size() + 1)[2] == whole.curve(metrics().size() + 1)[2]);
  CHECK(result.value(metrics().size() + 1) == whole.value(metrics().size() + 1));
}

TEST_CASE("a metric that cannot be told from another, or measured, is refused") {
  AddedMetrics metrics;
  metrics.add(right("right", Split::test, false));
  const auto refused = [&](AddedMetric metric, const char* why) {
    CHECK_THROWS_WITH(metrics.add(std::move(metric)), ContainsSubstring(why));
  };
  refused(right("right", Split::test, false), "already added");
  refused(right("test_loss", Split::test, false), "the library has a metric");
  refused(right("per cent", Split::test, false), "a name is letters");
  refused(right("elsewhere", Split::none, false), "needs a split");
  refused({{.name = "nothing", .split = Split::test}, nullptr}, "no function");
  CHECK(metrics.size() == 1);
}

}  // namespace added_metrics_test
