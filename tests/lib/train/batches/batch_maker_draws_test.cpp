// Targets, input noise and mixup: what a batch is made of besides its features.
#include "train/batches/batch_maker.hpp"

#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "kolmogorov.hpp"

namespace batch_maker_draws_test {

using tryall::Buffer;
using tryall::Draws;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using tryall::data::Dataset;

namespace {

constexpr std::size_t samples = 4000, features = 2, classes = 4;
using Indices = std::vector<std::uint32_t>;

/// Sample i has the features (i, -i) and the label i mod 4.
PreparedData classification(std::size_t label_count = classes) {
  auto dataset = std::make_shared<Dataset>();
  *dataset = {.name = "made", .shape = {features}, .features = features, .classes = label_count};
  Buffer<double> values;
  for (std::size_t i = 0; i < samples; ++i) {
    values.push_back(static_cast<double>(i));
    values.push_back(-static_cast<double>(i));
    dataset->labels.push_back(static_cast<std::int32_t>(i % label_count));
  }
  dataset->values = std::move(values);
  return {.dataset = dataset, .split = {}, .map = {{0, 0}, {1, 1}}, .target_map = {}};
}

PreparedData regression() {
  auto dataset = std::make_shared<Dataset>();
  *dataset = {.name = "made", .shape = {1}, .features = 1, .task = tryall::Task::regression};
  dataset->values = Buffer<double>{0, 0, 0};
  dataset->targets = {10, 20, 30, 40, 50, 70};
  dataset->target_columns = 2;
  return {.dataset = dataset, .split = {}, .map = {{0}, {1}}, .target_map = {{10, 20}, {0.5, 0.1}}};
}

Indices all_samples() {
  Indices indices(samples);
  std::iota(indices.begin(), indices.end(), 0U);
  return indices;
}

/// Each sample's partner is of the next class.
Indices partners_of(const Indices& indices) {
  Indices partners;
  for (const std::uint32_t index : indices) partners.push_back((index + 1) % samples);
  return partners;
}

template <class T>
std::vector<double> values(tryall::Batch<const T> batch) {
  return {batch.data, batch.data + batch.features * batch.rows};
}

/// What a batch maker makes of samples in training.
struct Fed {
  std::vector<double> inputs, targets;

  bool operator==(const Fed&) const = default;
};

Fed fed(const TrainingConfig& config, const Indices& indices, std::uint32_t epoch = 1,
        std::uint64_t seed = 1) {
  const PreparedData prepared = classification();
  BatchMaker<double> batch_maker(config, prepared, classes, samples);
  batch_maker.make({seed, epoch, indices}, partners_of(indices));
  return {values(batch_maker.inputs()), values(batch_maker.targets())};
}

TrainingConfig with_noise() {
  TrainingConfig config;
  config.input_noise = 0.25;
  return config;
}

TrainingConfig with_mixup(double alpha) {
  TrainingConfig config;
  config.mixup = alpha;
  return config;
}

struct Moments {
  double mean = 0, variance = 0;
};

Moments moments(const std::vector<double>& sample) {
  Moments result;
  const auto n = static_cast<double>(sample.size());
  for (const double value : sample) result.mean += value / n;
  for (const double value : sample) result.variance += (value - result.mean) * (value - result.mean) / n;
  return result;
}

/// Each sample's own share in a mixture, as its target tells.
std::vector<double> shares(double alpha) {
  const Fed all = fed(with_mixup(alpha), all_samples());
  std::vector<double> result;
  for (std::size_t i = 0; i < samples; ++i) result.push_back(all.targets[i * classes + i % classes]);
  return result;
}

}  // namespace

TEST_CASE("labels become targets of 0 and 1, one output a class") {
  CHECK(fed({}, {6, 1}).targets == std::vector<double>{0, 0, 1, 0, 0, 1, 0, 0});
  CHECK(fed({}, {6, 1}).inputs == std::vector<double>{6, -6, 1, -1});
}

TEST_CASE("label smoothing spreads its share evenly over all classes, its own too") {
  TrainingConfig config;
  config.label_smoothing = 0.1;
  const std::vector<double> targets = fed(config, {2}).targets;
  const double expected[] = {0.025, 0.025, 0.925, 0.025};
  for (std::size_t k = 0; k < classes; ++k) CHECK(targets[k] == Approx(expected[k]).epsilon(1e-14));
}

TEST_CASE("one output for two classes is smoothed as two are") {
  TrainingConfig config;
  const PreparedData prepared = classification(2);
  const Indices indices = {0, 1};
  BatchMaker<double> hard(config, prepared, 1, 2);
  hard.make({1, 1, indices}, {});
  CHECK(values(hard.targets()) == std::vector<double>{0, 1});
  config.label_smoothing = 0.1;
  BatchMaker<double> smooth(config, prepared, 1, 2);
  smooth.make({1, 1, indices}, {});
  CHECK(values(smooth.targets())[0] == Approx(0.05).epsilon(1e-14));
  CHECK(values(smooth.targets())[1] == Approx(0.95).epsilon(1e-14));
}

TEST_CASE("evaluation sees samples and labels as they are") {
  TrainingConfig config = with_noise();
  config.mixup = 0.4;
  config.label_smoothing = 0.1;
  const PreparedData prepared = classification();
  BatchMaker<double> batch_maker(config, prepared, classes, 2);
  batch_maker.make(Indices{6, 1});
  CHECK(values(batch_maker.inputs()) == std::vector<double>{6, -6, 1, -1});
  CHECK(values(batch_maker.targets()) == std::vector<double>{0, 0, 1, 0, 0, 1, 0, 0});
}

TEST_CASE("the targets of a regression are scaled column by column") {
  const PreparedData prepared = regression();
  BatchMaker<double> batch_maker({}, prepared, 2, 3);
  batch_maker.make(Indices{2, 0});
  CHECK(values(batch_maker.targets()) == std::vector<double>{20, 5, 0, 0});
}

TEST_CASE("input noise is normal with the standard deviation asked for") {
  const Fed noisy = fed(with_noise(), all_samples()), clean = fed({}, all_samples());
  std::vector<double> noise;
  for (std::size_t i = 0; i < noisy.inputs.size(); ++i)
    noise.push_back((noisy.inputs[i] - clean.inputs[i]) / 0.25);
  CHECK(tryall::testing::kolmogorov_p(noise, tryall::testing::normal_distribution) > 0.01);
  CHECK(moments(noise).variance == Approx(1).epsilon(4 * std::sqrt(2.0 / (features * samples))));
  CHECK(noisy.targets == clean.targets);
}

TEST_CASE("mixup's targets sum to 1, and inputs are mixed by the same share") {
  const Fed all = fed(with_mixup(0.4), all_samples());
  for (std::size_t i = 0; i < samples; ++i) {
    const std::size_t partner = (i + 1) % samples;
    const double* targets = all.targets.data() + i * classes;
    const double share = targets[i % classes];
    CHECK(share + targets[partner % classes] == Approx(1).epsilon(1e-14));
    CHECK(std::accumulate(targets, targets + classes, 0.0) == Approx(1).epsilon(1e-14));
    const double mixed = share * static_cast<double>(i) + (1 - share) * static_cast<double>(partner);
    CHECK(all.inputs[i * features] == Approx(mixed).epsilon(1e-13).margin(1e-13));
    CHECK(all.inputs[i * features + 1] == -all.inputs[i * features]);
  }
}

TEST_CASE("mixup's shares are from Beta(alpha, alpha): mean 1/2, variance 1 / (4 (2 alpha + 1))") {
  for (const double alpha : {0.2, 1.0, 4.0}) {
    INFO(alpha);
    const Moments found = moments(shares(alpha));
    const double variance = 1 / (4 * (2 * alpha + 1));
    CHECK(std::abs(found.mean - 0.5) < 4 * std::sqrt(variance / samples));
    CHECK(found.variance == Approx(variance).epsilon(0.08));
  }
  CHECK(tryall::testing::kolmogorov_p(shares(1), [](double x) { return x; }) > 0.01);
}

TEST_CASE("what a sample becomes is a function of (seed, epoch, sample), wherever in a batch it stands") {
  TrainingConfig config = with_noise();
  config.mixup = 0.4;
  config.label_smoothing = 0.1;
  const Fed whole = fed(config, {7, 2, 9});
  const auto row = [&](std::size_t k) {
    const auto part = [k](const std::vector<double>& all, std::size_t width) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(k * width);
      return std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(width));
    };
    return Fed{part(whole.inputs, features), part(whole.targets, classes)};
  };
  CHECK(fed(config, {7}) == row(0));
  CHECK(fed(config, {2}) == row(1));
  CHECK(fed(config, {9}) == row(2));
  CHECK_FALSE(fed(config, {7}, 2).inputs == row(0).inputs);
  CHECK_FALSE(fed(config, {7}, 1, 2).inputs == row(0).inputs);
  CHECK_FALSE(fed(config, {7}, 2).targets == row(0).targets);
}

TEST_CASE("both precisions are fed alike") {
  TrainingConfig config = with_noise();
  config.mixup = 0.4;
  const PreparedData prepared = classification();
  const Indices indices = {7, 2, 9};
  BatchMaker<float> batch_maker(config, prepared, classes, 3);
  batch_maker.make({1, 1, indices}, partners_of(indices));
  const Fed twice = fed(config, indices);
  const std::vector<double> inputs = values(batch_maker.inputs()), targets = values(batch_maker.targets());
  for (std::size_t i = 0; i < inputs.size(); ++i) CHECK(inputs[i] == Approx(twice.inputs[i]).epsilon(1e-5));
  for (std::size_t i = 0; i < targets.size(); ++i) CHECK(targets[i] == Approx(twice.targets[i]).margin(1e-6));
}

TEST_CASE("input dropout drops a feature by its rate and scales the others, another in each epoch and seed") {
  TrainingConfig config;
  config.input_dropout = 0.2;
  const PreparedData prepared = classification();
  const auto dropped = [&](std::uint32_t epoch, std::uint64_t seed) {
    const Indices indices = all_samples();
    BatchMaker<double> batch_maker(config, prepared, classes, samples);
    const Draws draws{seed, epoch, indices};
    batch_maker.make(draws, {});
    batch_maker.drop_inputs(draws);
    return values(batch_maker.inputs());
  };
  const std::vector<double> inputs = dropped(1, 1);
  std::size_t zeros = 0;
  for (std::size_t i = 2; i < inputs.size(); ++i) {  // the first sample's features are 0
    const std::size_t sample = i / 2;
    const double whole = (i % 2 == 0 ? 1.0 : -1.0) * static_cast<double>(sample);
    if (inputs[i] == 0)
      ++zeros;
    else
      CHECK(inputs[i] == Approx(whole / 0.8));
  }
  CHECK(static_cast<double>(zeros) == Approx(0.2 * 2 * samples).margin(4 * std::sqrt(0.16 * 2 * samples)));
  CHECK(inputs == dropped(1, 1));
  CHECK(inputs != dropped(2, 1));
  CHECK(inputs != dropped(1, 2));
}

TEST_CASE("evaluation drops no inputs") {
  TrainingConfig config;
  config.input_dropout = 0.5;
  const PreparedData prepared = classification();
  BatchMaker<double> batch_maker(config, prepared, classes, samples);
  const Indices indices = {6, 1};
  batch_maker.make(indices);
  CHECK(values(batch_maker.inputs()) == std::vector<double>{6, -6, 1, -1});
}

}  // namespace batch_maker_draws_test
