// Weights of samples: a weighted least squares, and a weight of 2 is having the sample twice.
#include <array>
#include <cmath>

#include "catch.hpp"
#include "tiny_runs.hpp"
#include "train/batches/batch_maker.hpp"
#include "train/batches/class_weights.hpp"
#include "tryall/error.hpp"

namespace weights_test {

using namespace tryall::train;
using tryall::Buffer;
using tryall::Task;
using tryall::data::Dataset;
using tryall::testing::run_on;
using Numbers = std::vector<double>;

namespace {

constexpr std::size_t samples = 12;

/// Two features, and a target or a class that they do not quite tell.
Dataset data_of(Task task) {
  Dataset dataset{.name = "made", .shape = {2}, .features = 2};
  dataset.task = task;
  Buffer<double> values;
  for (std::size_t i = 0; i < samples; ++i) {
    const auto a = static_cast<double>(i * 5 % 12) / 6 - 1, b = static_cast<double>(i * i % 7) / 4 - 0.5;
    values.push_back(a);
    values.push_back(b);
    const double target = 2 * a - b + 0.5 + static_cast<double>(i * 3 % 5) / 4;
    if (task == Task::regression) dataset.targets.push_back(target);
    if (task == Task::classification) dataset.labels.push_back(target > 1.2 ? 1 : target > 0 ? 0 : 2);
  }
  dataset.values = std::move(values);
  dataset.classes = task == Task::classification ? 3 : 0;
  dataset.test_begin = samples;
  return dataset;
}

/// With a weight that is a whole number for each sample.
Dataset weighted(Task task) {
  Dataset dataset = data_of(task);
  for (std::size_t i = 0; i < samples; ++i) dataset.weights.push_back(static_cast<double>(i * 7 % 4));
  return dataset;
}

/// Each sample as often as its weight says.
Dataset repeated(const Dataset& dataset) {
  Dataset result = dataset;
  Buffer<double> values;
  result.labels.clear();
  result.targets.clear();
  result.weights.clear();
  for (std::size_t i = 0; i < samples; ++i)
    for (int time = 0; time < dataset.weights[i]; ++time) {
      const auto& from = std::get<Buffer<double>>(dataset.values);
      values.insert(values.end(), {from[2 * i], from[2 * i + 1]});
      if (dataset.task == Task::regression) result.targets.push_back(dataset.targets[i]);
      if (dataset.task == Task::classification) result.labels.push_back(dataset.labels[i]);
    }
  result.values = std::move(values);
  result.test_begin = result.samples();
  return result;
}

/// Gradient descent over all samples.
TrainingConfig descent(std::int64_t epochs) {
  TrainingConfig config;
  config.split = {"holdout", {{"validation", 0.0}, {"test", 0.0}}};
  config.scaler = config.target_scaler = {"none", {}};
  config.model = {"linear", {}};
  config.init = {"zeros", {}};
  config.optimizer = {"sgd", {}};
  config.learning_rate = 0.25;
  config.batch_size = full_batch;
  config.epochs = epochs;
  config.precision = "float64";
  return config;
}

struct Trained {
  Numbers weights;
  RunResult result;
};

Trained trained(const Dataset& dataset, const TrainingConfig& config) {
  Trained trained;
  TrainingHooks hooks;
  hooks.training_done = [&](const std::vector<Tensor>& tensors, const Predictions&) {
    for (const Tensor& tensor : tensors)
      trained.weights.insert(trained.weights.end(), tensor.values.begin(), tensor.values.end());
  };
  trained.result = run_on<double>(std::make_shared<const Dataset>(dataset), config, 1, hooks);
  return trained;
}

/// The solution of three linear equations, by Cramer's rule.
Numbers solve(const std::array<std::array<double, 3>, 3>& a, const std::array<double, 3>& b) {
  const auto determinant = [](const std::array<std::array<double, 3>, 3>& m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
           m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  };
  Numbers solution;
  for (std::size_t column = 0; column < 3; ++column) {
    auto replaced = a;
    for (std::size_t row = 0; row < 3; ++row) replaced[row][column] = b[row];
    solution.push_back(determinant(replaced) / determinant(a));
  }
  return solution;
}

/// Coefficients of both features and the intercept: X^T W X beta = X^T W y.
Numbers weighted_least_squares(const Dataset& dataset) {
  std::array<std::array<double, 3>, 3> a{};
  std::array<double, 3> b{};
  const auto& values = std::get<Buffer<double>>(dataset.values);
  for (std::size_t i = 0; i < samples; ++i) {
    const std::array<double, 3> x = {values[2 * i], values[2 * i + 1], 1};
    for (std::size_t row = 0; row < 3; ++row) {
      for (std::size_t column = 0; column < 3; ++column)
        a[row][column] += dataset.weights[i] * x[row] * x[column];
      b[row] += dataset.weights[i] * x[row] * dataset.targets[i];
    }
  }
  return solve(a, b);
}

PreparedData prepared(Dataset dataset, std::vector<std::uint32_t> training) {
  const std::size_t features = dataset.features;
  return {.dataset = std::make_shared<const Dataset>(std::move(dataset)),
          .split = {std::move(training), {}, {}},
          .map = {Buffer<double>(features, 0.0), Buffer<double>(features, 1.0)},
          .target_map = {}};
}

}  // namespace

TEST_CASE("a linear model of weighted samples is the weighted least squares") {
  Dataset dataset = data_of(Task::regression);
  for (std::size_t i = 0; i < samples; ++i) dataset.weights.push_back(0.25 * static_cast<double>(i * i % 5));
  const Numbers found = trained(dataset, descent(3000)).weights, expected = weighted_least_squares(dataset);
  dataset.weights.assign(samples, 1);
  const Numbers plain = weighted_least_squares(dataset);
  REQUIRE(found.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(std::abs(found[i] - expected[i]) < 1e-12);
    CHECK(std::abs(found[i] - plain[i]) > 1e-3);
  }
}

TEST_CASE("a weight of 2 is having the sample twice, 0 is not having it, with balanced classes too") {
  for (const Task task : {Task::regression, Task::classification})
    for (const char* class_weight : {"none", "balanced"}) {
      TrainingConfig config = descent(40);
      config.class_weight = class_weight;
      const Dataset dataset = weighted(task);
      const Trained once = trained(dataset, config), often = trained(repeated(dataset), config);
      REQUIRE(once.weights.size() == often.weights.size());
      for (std::size_t i = 0; i < once.weights.size(); ++i)
        CHECK(std::abs(once.weights[i] - often.weights[i]) < 1e-13);
      CHECK(once.result.final_values[train_loss] ==
            Approx(often.result.final_values[train_loss]).epsilon(1e-12));
    }
}

TEST_CASE("only ratios of weights matter, and equal ones are none") {
  Dataset dataset = weighted(Task::classification);
  const Numbers once = trained(dataset, descent(20)).weights;
  for (double& weight : dataset.weights) weight *= 8;
  CHECK(trained(dataset, descent(20)).weights == once);
  dataset.weights.assign(samples, 3);
  const Numbers equal = trained(dataset, descent(20)).weights;
  dataset.weights.clear();
  const Numbers none = trained(dataset, descent(20)).weights;
  for (std::size_t i = 0; i < none.size(); ++i) CHECK(std::abs(equal[i] - none[i]) < 1e-14);
}

TEST_CASE("weights are scaled to a mean of 1 over the training part, each sample as often as it is there") {
  const PreparedData some = prepared(weighted(Task::classification), {1, 1, 2, 3});  // 3, 3, 2, 1
  const SampleWeights weights(some);
  CHECK(weights.of(1) == 3 / 2.25);
  CHECK(weights.of(2) == 2 / 2.25);
  CHECK(weights.of(0) == 0);
  const PreparedData plain = prepared(data_of(Task::classification), {1, 2});
  CHECK(SampleWeights(plain).empty());
  CHECK(SampleWeights(plain).of(1) == 1);
}

TEST_CASE("balanced classes have equal sums of weights, and the mean over the training samples stays 1") {
  const PreparedData all = prepared(weighted(Task::classification), {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  TrainingConfig config = descent(1);
  config.class_weight = "balanced";
  const SampleWeights samples_weights(all);
  const ClassWeights class_weights(with_defaults(config), all, samples_weights);
  Numbers sums(3, 0.0);
  for (std::uint32_t i = 0; i < samples; ++i) {
    Numbers target(3, 0.0);
    const auto label = static_cast<std::size_t>(all.dataset->labels[i]);
    target[label] = 1;
    sums[label] += samples_weights.of(i) * class_weights.of(std::span<const double>(target));
  }
  for (const double sum : sums) CHECK(sum == Approx(4));
}

TEST_CASE("a mixed sample has the mixed weight") {
  TrainingConfig config = descent(1);
  config.mixup = 0.4;
  config.loss = {"mse", {}};
  Dataset dataset = weighted(Task::regression);
  for (std::size_t i = 0; i < samples; ++i) dataset.targets[i] = dataset.weights[i];
  PreparedData all = prepared(dataset, {0, 1, 2, 3});
  all.target_map = {{0}, {1}};
  BatchMaker<double> maker(with_defaults(config), all, 1, 4);
  const std::vector<std::uint32_t> batch = {0, 1, 2, 3}, partners = {1, 2, 3, 0};
  maker.make({7, 1, batch}, partners);
  REQUIRE(maker.weights().size() == 4);
  for (std::size_t row = 0; row < 4; ++row)  // weights are scaled by their mean, 1.5
    CHECK(maker.weights()[row] == Approx(maker.targets().data[row] / 1.5));
}

TEST_CASE("no metric but the training loss is weighted") {
  TrainingConfig config = descent(1);
  config.split = {"holdout", {{"validation", 0.3}, {"test", 0.3}}};
  config.learning_rate = 1e-300;
  const Dataset dataset = weighted(Task::regression);
  const auto values = trained(dataset, config).result.final_values,
             plain = trained(data_of(Task::regression), config).result.final_values;
  CHECK(values[validation_loss] == plain[validation_loss]);
  CHECK(values[validation_rmse] == plain[validation_rmse]);
  CHECK(values[test_rmse] == plain[test_rmse]);
  CHECK(values[train_rmse] == plain[train_rmse]);
  CHECK(values[train_loss] != plain[train_loss]);
}

TEST_CASE("a training part that weighs nothing is refused") {
  Dataset dataset = data_of(Task::regression);
  dataset.weights.assign(samples, 0);
  CHECK_THROWS_WITH(trained(dataset, descent(1)),
                    ContainsSubstring("all 12 training samples of dataset 'digits' have the weight 0"));
}

TEST_CASE("a split that draws is said to train on the future of samples that have times") {
  Dataset dataset = data_of(Task::regression);
  TrainingConfig config = with_defaults(descent(1));
  CHECK(split_note(config, dataset).empty());
  for (std::size_t i = 0; i < samples; ++i) dataset.times.push_back(static_cast<double>(i));
  CHECK_THAT(split_note(config, dataset), ContainsSubstring("split 'holdout' draws the samples of dataset"));
  config.split = {"chronological", {}};
  CHECK(split_note(with_defaults(config), dataset).empty());
}

TEST_CASE("the seed of a split that draws nothing makes no difference") {
  Dataset dataset = data_of(Task::regression);
  for (std::size_t i = 0; i < samples; ++i) dataset.times.push_back(static_cast<double>(i));
  TrainingConfig config = descent(1);
  config.split = {"chronological", {}};
  TrainingConfig other = config;
  other.split_seed = 5;
  CHECK(normalized(with_defaults(config), dataset) == normalized(with_defaults(other), dataset));
  config.train_size = 0.5;
  const auto shared = std::make_shared<const Dataset>(dataset);
  const auto one = prepare(with_defaults(config), 1, shared), two = prepare(with_defaults(config), 2, shared);
  CHECK(one.split.training == two.split.training);
  CHECK(one.split.training.front() == 4);  // of 0 to 8
}

}  // namespace weights_test
