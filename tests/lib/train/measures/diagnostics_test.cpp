#include "train/measures/diagnostics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "../tiny_runs.hpp"
#include "catch.hpp"
#include "tryall/nn/layers/dense.hpp"

namespace diagnostics_test {

using tryall::Batch;
using tryall::Buffer;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

/// The training split's first samples of the digits, in single precision.
TrainingConfig with_histograms(std::vector<std::int64_t> epochs) {
  TrainingConfig config = tiny_config();
  config.model.settings["hidden"] = std::vector<std::int64_t>{16, 8};
  config.histograms = std::move(epochs);
  return config;
}

std::int64_t total(const Histogram& histogram) {
  return std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t{0});
}

}  // namespace

TEST_CASE("the norm and the share of zeros are of weights alone, gaps between blocks left out") {
  tryall::nn::Layers<double> layers;
  layers.push_back(std::make_unique<tryall::nn::Dense<double>>(3, 1));
  tryall::nn::Network<double> network(std::move(layers), 3, 1);
  const double weights[] = {3, 0, -4};
  std::copy_n(weights, 3, network.parameters().begin());
  network.parameters()[network.blocks()[1].offset] = 100;  // the bias
  CHECK(weight_facts(network).norm == 5);
  CHECK(weight_facts(network).zero_share == Approx(1.0 / 3).epsilon(1e-15));
}

TEST_CASE("a unit is dead that never gives anything but 0, over all batches and layers") {
  DeadUnits<double> units;
  CHECK(std::isnan(units.share()));
  const Buffer<double> first = {0, 0, 1, 0, 0, 0}, second = {-1, 0}, third = {0, 0, 0}, fourth = {0, 0};
  units.watch({Batch<const double>{first.data(), 3, 2}, Batch<const double>{second.data(), 2, 1}});
  CHECK(units.share() == Approx(3.0 / 5).epsilon(1e-15));
  const Buffer<double> late = {0, 0.5, 0};
  units.watch({Batch<const double>{late.data(), 3, 1}, Batch<const double>{fourth.data(), 2, 1}});
  CHECK(units.share() == Approx(2.0 / 5).epsilon(1e-15));
  units.clear();
  units.watch({Batch<const double>{third.data(), 3, 1}, Batch<const double>{fourth.data(), 2, 1}});
  CHECK(units.share() == 1);
}

TEST_CASE("a histogram counts all values in bins of equal width, the ends included") {
  ActivationHistograms<double> histograms(3);
  const Buffer<double> first = {-1, 0, 0.5, 1}, second = {2, 7, 15.4, 31};
  const std::vector<Batch<const double>> one = {{first.data(), 2, 2}}, two = {{second.data(), 2, 2}};
  for (const auto* batch : {&one, &two}) histograms.see_range(*batch);
  for (const auto* batch : {&one, &two}) histograms.count(*batch);
  const std::vector<Histogram> taken = histograms.take();
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].epoch == 3);
  CHECK(taken[0].layer == 0);
  CHECK(taken[0].low == -1);
  CHECK(taken[0].high == 31);
  std::vector<std::int64_t> counts(32, 0);  // bins of width 1 from -1
  for (const std::size_t bin : {0, 1, 1, 2, 3, 8, 16, 31}) ++counts[bin];
  CHECK(taken[0].counts == counts);
}

TEST_CASE("equal values all fall into one bin") {
  ActivationHistograms<float> histograms(1);
  const Buffer<float> zeros(6, 0.0F);
  histograms.see_range({Batch<const float>{zeros.data(), 3, 2}});
  histograms.count({Batch<const float>{zeros.data(), 3, 2}});
  const std::vector<Histogram> taken = histograms.take();
  CHECK(taken[0].counts[0] == 6);
  CHECK(total(taken[0]) == 6);
}

TEST_CASE("a run stores a histogram for each layer after each epoch asked for, of the validation split") {
  const TrainingConfig config = with_histograms({0, 2});
  const RunResult result = run_tiny(config);
  const auto samples =
      static_cast<std::int64_t>(prepare(with_defaults(config), 1, digits()).split.validation.size());
  REQUIRE(result.histograms.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    const Histogram& histogram = result.histograms[i];
    CHECK(histogram.epoch == (i < 2 ? 0 : 2));
    CHECK(histogram.layer == i % 2);
    CHECK(histogram.counts.size() == ActivationHistograms<float>::bins);
    CHECK(total(histogram) == samples * (i % 2 == 0 ? 16 : 8));
    CHECK(histogram.low == 0);  // of ReLU
    CHECK(histogram.high > 0);
    CHECK(histogram.counts.front() > 0);
    CHECK(histogram.counts.back() > 0);
  }
}

TEST_CASE("histograms are of the training split where there is no validation split, and change no result") {
  TrainingConfig config = with_histograms({1});
  config.split.settings["validation"] = 0.0;
  const RunResult result = run_tiny(config);
  const auto samples =
      static_cast<std::int64_t>(prepare(with_defaults(config), 1, digits()).split.training.size());
  REQUIRE(result.histograms.size() == 2);
  CHECK(total(result.histograms[0]) == 16 * samples);
  config.histograms.clear();
  CHECK(same_bits(result, run_tiny(config)));
}

TEST_CASE("a run tells its last gradient's norm, its weights' norm and its dead units") {
  // One sample of two features (1, 1) and one of two classes, a hidden unit of weights (2, 1), two of zeros.
  auto dataset = std::make_shared<tryall::data::Dataset>();
  *dataset = {.name = "made", .shape = {2}, .features = 2, .classes = 2};
  dataset->values = Buffer<float>{1, 1, 1, 1};
  dataset->labels = {1, 1};
  dataset->test_begin = 2;
  TrainingConfig config = tiny_config();
  config.model = {"mlp", {{"hidden", std::vector<std::int64_t>{3}}}};
  config.optimizer = {"sgd", {}};
  config.learning_rate = 1e-300;
  config.batch_size = tryall::train::full_batch;
  config.epochs = 1;
  config.loss = {"cross_entropy", {}};
  const PreparedData prepared = {dataset, {{0}, {1}, {}}, {{0, 0}, {1, 1}}, {}};
  const std::vector<Tensor> start = {{"0.weight", {3, 2}, {2, 1, 0, 0, 0, 0}},
                                     {"0.bias", {3}, {0, 0, -1}},
                                     {"2.weight", {2, 3}, {0, 0, 0, 0, 4, 0}},
                                     {"2.bias", {2}, {0, 0}}};
  TrainingHooks hooks;
  hooks.initial_weights = &start;
  const RunResult result = run<double>(with_defaults(config), 1, prepared, hooks);
  // Hidden units give 3, 0 and 0. Both classes have probability 1/2: the last layer's bias has the gradient
  // (1/2, -1/2), its weights (3/2, -3/2) for the first hidden unit; nothing goes back through zeros.
  CHECK(result.final_values[gradient_norm] == Approx(std::sqrt(0.5 + 4.5)).epsilon(1e-14));
  CHECK(result.final_values[weight_norm] == Approx(std::sqrt(4 + 1 + 16.0)).epsilon(1e-14));
  CHECK(result.final_values[zero_weights] ==
        Approx(7.0 / 12).epsilon(1e-14));  // after the step, which moved 2
  CHECK(result.final_values[dead_units] == Approx(2.0 / 3).epsilon(1e-14));
}

}  // namespace diagnostics_test
