// What a training computes, against what it comes to by other ways.
#include "train/training.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "allocation_count.hpp"
#include "catch.hpp"
#include "tiny_runs.hpp"

namespace training_test {

using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

/// Softmax regression from zeros by one step over all training samples.
TrainingConfig one_step() {
  TrainingConfig config = tiny_config();
  config.model = {"softmax", {}};
  config.init = {"zeros", {}};
  config.optimizer = {"sgd", {}};
  config.learning_rate = 0.5;
  config.batch_size = tryall::train::full_batch;
  config.epochs = 1;
  return config;
}

struct Sums {
  double loss = 0;
  double right = 0;
};

using Matrix = std::vector<std::array<double, 65>>;  // a class's 64 weights and its bias

std::array<double, 65> features_of(const PreparedData& prepared, std::uint32_t sample) {
  const auto& values = std::get<tryall::Buffer<std::uint8_t>>(prepared.dataset->values);
  std::array<double, 65> x = {};
  for (std::size_t i = 0; i < 64; ++i)
    x[i] = (values[std::size_t{64} * sample + i] - prepared.map.shift[i]) * prepared.map.scale[i];
  x[64] = 1;
  return x;
}

/// The weights after one step from zeros: all classes are equally likely there, so that the gradient of class
/// k is the mean of (1/10 - [label = k]) x.
Matrix weights_after_step(const PreparedData& prepared, double learning_rate) {
  Matrix weights(10);
  const auto count = static_cast<double>(prepared.split.training.size());
  for (const std::uint32_t sample : prepared.split.training) {
    const auto x = features_of(prepared, sample);
    for (std::size_t k = 0; k < 10; ++k) {
      const double residual = (prepared.dataset->labels[sample] == static_cast<int>(k) ? 1.0 : 0.0) - 0.1;
      for (std::size_t i = 0; i < 65; ++i) weights[k][i] += learning_rate * residual * x[i] / count;
    }
  }
  return weights;
}

/// Mean loss and accuracy by the plain formula.
Sums measured(const PreparedData& prepared, const Matrix& weights,
              const std::vector<std::uint32_t>& samples) {
  Sums sums;
  for (const std::uint32_t sample : samples) {
    const auto x = features_of(prepared, sample);
    const auto label = static_cast<std::size_t>(prepared.dataset->labels[sample]);
    std::array<double, 10> z = {};
    double total = 0;
    for (std::size_t k = 0; k < 10; ++k) {
      for (std::size_t i = 0; i < 65; ++i) z[k] += weights[k][i] * x[i];
      total += std::exp(z[k]);
    }
    sums.loss += (std::log(total) - z[label]) / static_cast<double>(samples.size());
    if (std::max_element(z.begin(), z.end()) == z.begin() + static_cast<int>(label))
      sums.right += 1.0 / static_cast<double>(samples.size());
  }
  return sums;
}

}  // namespace

TEST_CASE("one step of gradient descent comes to what the formulas give, on every split") {
  const TrainingConfig config = with_defaults(one_step());
  const PreparedData prepared = prepare(config, 1, digits());
  REQUIRE(prepared.split.training.size() > 2 * piece_rows);  // the batch goes through in several pieces
  const RunResult result = run_tiny<double>(config);
  const Matrix weights = weights_after_step(prepared, config.learning_rate);
  const Sums validation = measured(prepared, weights, prepared.split.validation);
  const Sums test = measured(prepared, weights, prepared.split.test);
  CHECK(result.final_values[validation_loss] == Approx(validation.loss).epsilon(1e-10));
  CHECK(result.final_values[validation_accuracy] == Approx(validation.right).epsilon(1e-12));
  CHECK(result.final_values[test_loss] == Approx(test.loss).epsilon(1e-10));
  CHECK(result.final_values[test_accuracy] == Approx(test.right).epsilon(1e-12));
}

TEST_CASE("the training metrics are taken before each update: from zeros, log 10 and the share of zeros") {
  const PreparedData prepared = prepare(with_defaults(one_step()), 1, digits());
  const RunResult result = run_tiny<double>(one_step());
  double zeros = 0;
  for (const std::uint32_t sample : prepared.split.training) zeros += prepared.dataset->labels[sample] == 0;
  CHECK(result.final_values[train_loss] == Approx(std::log(10.0)).epsilon(1e-12));
  CHECK(result.final_values[train_accuracy] ==
        Approx(zeros / static_cast<double>(prepared.split.training.size())).epsilon(1e-12));
}

TEST_CASE("each batch's gradient is divided by its own number of rows, the last and smaller one's too") {
  // Two equal samples in batches of one and as one batch of two: the same first gradient.
  auto dataset = std::make_shared<tryall::data::Dataset>();
  *dataset = {.name = "made", .shape = {1}, .features = 1, .classes = 2};
  dataset->values = tryall::Buffer<float>{1, 1, 1};
  dataset->labels = {1, 1, 1};
  dataset->test_begin = 2;
  TrainingConfig config = one_step();
  config.scaler = {"none", {}};
  config.split.settings["validation"] = 0.0;
  // By hand: w = b = 0.25 for class 1 and -0.25 for class 0, so that z1 - z0 = 1 on the test sample.
  const double whole = run_on<double>(dataset, config).final_values[test_loss];
  CHECK(whole == Approx(std::log1p(std::exp(-1.0))).epsilon(1e-12));

  // Three equal samples in batches of two: the second batch, of one row, must not count for half.
  dataset->values = tryall::Buffer<float>{1, 1, 1, 1};
  dataset->labels = {1, 1, 1, 1};
  dataset->test_begin = 3;
  config.batch_size = 2;
  const double margin = 1 + 2 / (1 + std::exp(1.0));  // the second step adds 4 * 0.5 * (1 - p), p at margin 1
  CHECK(run_on<double>(dataset, config).final_values[test_loss] ==
        Approx(std::log1p(std::exp(-margin))).epsilon(1e-12));
}

TEST_CASE("the reported loss leaves the regularizer's part out, and the step does not") {
  TrainingConfig config = one_step();
  config.init = {"xavier", {}};
  const RunResult without = run_tiny<double>(config);
  config.regularizer = {"l2", {{"lambda", 1.0}}};
  const RunResult with = run_tiny<double>(config);
  CHECK(with.final_values[train_loss] == without.final_values[train_loss]);
  CHECK(with.final_values[validation_loss] != without.final_values[validation_loss]);
}

TEST_CASE("regularizers leave the biases free") {
  // With weights held at zero by a strong penalty, only the biases learn: they reach the classes' shares.
  TrainingConfig config = one_step();
  config.epochs = 300;
  config.split.settings["validation"] = 0.0;
  config.regularizer = {"l2", {{"lambda", 1.0}}};
  config.scaler = {"min_max", {}};
  config.learning_rate = 1.0;  // 1 - lr lambda = 0: the penalty takes each step's weight back whole
  auto dataset = std::make_shared<tryall::data::Dataset>();
  *dataset = {.name = "made", .shape = {1}, .features = 1, .classes = 2};
  dataset->values = tryall::Buffer<float>{3, 3, 3, 3, 3, 3, 3, 3};  // constant: scaled to 0
  dataset->labels = {0, 1, 1, 1, 0, 1, 1, 1};
  dataset->test_begin = 4;
  const double entropy = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
  CHECK(run_on<double>(dataset, config).final_values[test_loss] == Approx(entropy).epsilon(1e-9));
}

TEST_CASE("hidden units that start at zero stay the same, however many they are") {
  TrainingConfig config = tiny_config();
  config.init = {"zeros", {}};
  const RunResult many = run_tiny(config);
  config.model.settings["hidden"] = std::vector<std::int64_t>{1};
  RunResult one = run_tiny(config);
  CHECK(one.flops < many.flops);
  one.flops = many.flops;
  CHECK(same_bits(many, one));
  CHECK(many.final_values[validation_accuracy] < 0.2);
}

TEST_CASE("once it runs, a training allocates nothing") {
  if (!counts_allocations()) return;
  TrainingConfig config = tiny_config();
  config.epochs = 4;
  config.regularizer = {"elastic_net", {}};
  std::vector<std::int64_t> counts;
  counts.reserve(8);
  // The curves grow at the third value and at the fifth, not at the fourth.
  run_tiny(config, 1,
           {.stop = {}, .epoch_done = [&](auto, const auto&) { counts.push_back(allocation_count()); }});
  REQUIRE(counts.size() == 4);
  CHECK(counts[3] - counts[2] == 0);
  CHECK(counts[2] - counts[1] > 0);  // the counter counts
}

}  // namespace training_test
