#include "train/batches/class_weights.hpp"

#include <cmath>

#include "catch.hpp"
#include "tryall/train/run.hpp"

namespace class_weights_test {

using namespace tryall::train;
using tryall::Buffer;
using tryall::data::Dataset;

namespace {

/// Labels 0, 0, 0, 1 and a class that does not occur.
PreparedData rare(std::size_t classes = 3) {
  auto dataset = std::make_shared<Dataset>();
  *dataset = {.name = "made", .shape = {1}, .features = 1, .classes = classes};
  dataset->values = Buffer<double>{1, 1, 1, 1};
  dataset->labels = {0, 0, 0, 1};
  dataset->test_begin = 4;
  return {.dataset = dataset, .split = {{0, 1, 2, 3}, {}, {}}, .map = {{0}, {1}}, .target_map = {}};
}

TrainingConfig balanced(const char* class_weight = "balanced") {
  TrainingConfig config;
  config.class_weight = class_weight;
  config.model = {"linear", {}};
  config.loss = {"cross_entropy", {}};
  config.init = {"zeros", {}};
  config.optimizer = {"sgd", {}};
  config.learning_rate = 0.5;
  config.batch_size = full_batch;
  config.epochs = 1;
  config.precision = "float64";
  return with_defaults(config);
}

}  // namespace

TEST_CASE("balanced classes count alike, and the mean weight of the training samples is 1") {
  const PreparedData data = rare();
  const ClassWeights weights(balanced(), data, SampleWeights(data));
  const double first[] = {1, 0, 0}, second[] = {0, 1, 0}, mixed[] = {0.5, 0.5, 0};
  CHECK(weights.of(first) == Approx(4.0 / (2 * 3)));
  CHECK(weights.of(second) == Approx(4.0 / 2));
  CHECK(weights.of(mixed) == Approx((4.0 / 6 + 4.0 / 2) / 2));
  CHECK((3 * weights.of(first) + weights.of(second)) / 4 == Approx(1));
  CHECK(ClassWeights(balanced("none"), data, SampleWeights(data)).empty());
}

TEST_CASE("one output for two classes has the weight of its class") {
  const PreparedData data = rare(2);
  const ClassWeights weights(balanced(), data, SampleWeights(data));
  const float zero[] = {0}, one[] = {1};
  CHECK(weights.of(zero) == Approx(4.0 / 6));
  CHECK(weights.of(one) == Approx(2));
}

TEST_CASE("from zeros, balanced classes pull a first update as hard as one another, whatever their numbers") {
  // All features are alike, so that only the classes' weights tell.
  const auto moved = [](const char* class_weight) {
    double largest = 0;
    TrainingHooks hooks;
    hooks.training_done = [&](const std::vector<Tensor>& tensors, const Predictions&) {
      for (const Tensor& tensor : tensors)
        for (const double value : tensor.values) largest = std::max(largest, std::abs(value));
    };
    run<double>(balanced(class_weight), 0, rare(2), hooks);
    return largest;
  };
  CHECK(moved("none") == Approx(0.5 * 0.25));
  CHECK(moved("balanced") == Approx(0).margin(1e-15));
}

}  // namespace class_weights_test
