// Whole trainings against PyTorch's. The numbers are in tests/golden/trainings.txt;
// scripts/make-training-goldens makes them anew and says what stands behind each name.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "golden_cases.hpp"
#include "tiny_runs.hpp"
#include "train/model_parts.hpp"
#include "train/tensors/tensors.hpp"

namespace trainings_golden_test {

using tryall::Buffer;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

using Integers = std::vector<std::int64_t>;

const std::map<std::string, GoldenCase>& goldens() {
  static const auto cases = golden_cases(TRYALL_GOLDEN "/trainings.txt");
  return cases;
}

/// Samples 0 to 299 for training, 300 to 399 for validation, 400 to 499 for test; features divided by 16.
PreparedData prepared_digits() {
  PreparedData prepared;
  prepared.dataset = digits();
  const auto range = [](std::size_t count, std::uint32_t first) {
    std::vector<std::uint32_t> samples(count);
    std::iota(samples.begin(), samples.end(), first);
    return samples;
  };
  prepared.split = {range(300, 0), range(100, 300), range(100, 400)};
  prepared.map.shift.assign(64, 0.0);
  prepared.map.scale.assign(64, 1.0 / 16);
  return prepared;
}

/// The weights that both sides start from, by the formula that the script describes.
std::vector<Tensor> start_of(const TrainingConfig& config, const PreparedData& prepared) {
  tryall::nn::Network<double> network(tryall::nn::make_layers<double>(model_parts(config, prepared)), 64, 1);
  std::vector<Tensor> tensors = tensors_of(network);
  std::uint64_t number = 0;
  for (Tensor& tensor : tensors) {
    if (tensor.name.find("running") != std::string::npos) {
      std::fill(tensor.values.begin(), tensor.values.end(), tensor.name.ends_with("var") ? 1.0 : 0.0);
      continue;
    }
    const std::size_t fan_in = tensor.values.size() / tensor.shape[0];
    const bool gain = tensor.name.ends_with("weight") && tensor.shape.size() == 1;
    std::uint64_t state = number++;
    for (double& value : tensor.values) {
      state = (1103515245 * state + 12345) % (std::uint64_t{1} << 31);
      const double u = static_cast<double>(state) / 0x1p30 - 1;
      value =
          tensor.shape.size() > 1 ? u / std::sqrt(static_cast<double>(fan_in)) : (gain ? 1 + u / 10 : u / 10);
    }
  }
  return tensors;
}

TrainingConfig training(const tryall::Choice& model, const tryall::Choice& optimizer, double learning_rate) {
  TrainingConfig config;
  config.model = model;
  config.optimizer = optimizer;
  config.learning_rate = learning_rate;
  config.batch_size = 32;
  config.epochs = 30;
  config.shuffle = false;
  return config;
}

tryall::Choice mlp(const char* activation, Integers hidden = {12}) {
  return {"mlp", {{"hidden", std::move(hidden)}, {"activation", std::string(activation)}}};
}

tryall::Choice cnn(Integers channels, const char* pooling) {
  return {"cnn",
          {{"channels", std::move(channels)}, {"hidden", Integers{}}, {"pooling", std::string(pooling)}}};
}

TrainingConfig with_loss(TrainingConfig config, const tryall::Choice& loss) {
  config.loss = loss;
  return config;
}

TrainingConfig normalized(TrainingConfig config, const char* normalization, const char* place = "before") {
  config.normalization = {normalization, {{"place", std::string(place)}}};
  return config;
}

TrainingConfig regularized(TrainingConfig config) {
  config.label_smoothing = 0.1;
  config.weight_decay = 0.1;
  config.regularizer = {"l2", {{"lambda", 0.01}}};
  config.clipping = {"norm", {{"max_norm", 0.5}}};
  config.drop_last = true;
  return config;
}

/// What stands behind each name of the file.
std::map<std::string, TrainingConfig> configs() {
  const tryall::Choice softmax{"softmax", {}}, sgd{"sgd", {}}, adam{"adam", {}};
  const tryall::Choice momentum{"momentum", {{"momentum", 0.9}}}, nag{"nag", {{"momentum", 0.9}}};
  return {
      {"softmax_sgd", training(softmax, sgd, 0.5)},
      {"softmax_binary_cross_entropy", with_loss(training(softmax, sgd, 0.1), {"binary_cross_entropy", {}})},
      {"mlp_sgd", training(mlp("relu"), sgd, 0.5)},
      {"mlp_momentum", training(mlp("tanh", {12, 12}), momentum, 0.05)},
      {"mlp_adam", training(mlp("relu"), adam, 0.01)},
      {"mlp_mse", with_loss(training(mlp("sigmoid"), adam, 0.01), {"mse", {}})},
      {"mlp_huber", with_loss(training(mlp("relu"), nag, 0.5), {"huber", {{"delta", 0.5}}})},
      {"mlp_batch_norm_momentum", normalized(training(mlp("relu"), momentum, 0.05), "batch_norm")},
      {"mlp_batch_norm_after", normalized(training(mlp("elu"), adam, 0.01), "batch_norm", "after")},
      {"mlp_layer_norm", normalized(training(mlp("silu"), adam, 0.01), "layer_norm")},
      {"mlp_regularized", regularized(training(mlp("gelu"), adam, 0.01))},
      {"cnn_momentum", training(cnn({4}, "max"), momentum, 0.02)},
      {"cnn_batch_norm", normalized(training(cnn({4, 6}, "average"), momentum, 0.05), "batch_norm")},
  };
}

void check_close(const std::string& what, const std::vector<double>& ours, const Buffer<double>& theirs,
                 double tolerance) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    INFO(what << " at " << i << ": " << ours[i] << " and " << theirs[i]);
    CHECK(std::abs(ours[i] - theirs[i]) <= tolerance * std::max(1.0, std::abs(theirs[i])));
  }
}

void check_curves(const RunResult& result, const GoldenCase& golden, double tolerance) {
  REQUIRE(result.outcome == Outcome::completed);
  for (const MetricIndex metric : {train_loss, validation_loss, gradient_norm}) {
    const std::string& name = metrics()[metric].name;
    check_close(name, result.curves[metric], golden.at(name), tolerance);
  }
}

template <class Scalar>
RunResult trained(const TrainingConfig& wanted, std::vector<Tensor>* weights) {
  const PreparedData prepared = prepared_digits();
  const TrainingConfig config = normalized(with_defaults(wanted), *prepared.dataset);
  const std::vector<Tensor> start = start_of(config, prepared);
  TrainingHooks hooks;
  hooks.initial_weights = &start;
  if (weights)
    hooks.training_done = [&](const std::vector<Tensor>& end, const Predictions&) { *weights = end; };
  return run<Scalar>(config, 1, prepared, hooks);
}

}  // namespace

TEST_CASE("whole trainings come to PyTorch's weights and losses in double precision") {
  CHECK(configs().size() == goldens().size());
  for (const auto& [name, config] : configs()) {
    INFO(name);
    const GoldenCase& golden = goldens().at(name);
    std::vector<Tensor> weights;
    const RunResult result = trained<double>(config, &weights);
    CHECK(result.steps_done == (config.drop_last ? 270 : 300));
    check_curves(result, golden, 1e-9);
    CHECK(result.final_values[test_accuracy] == Approx(golden.at("test_accuracy")[0]).epsilon(1e-12));
    CHECK(weights.size() + 4 == golden.size());  // the rest are the curves and the accuracy
    for (const Tensor& tensor : weights)
      check_close(tensor.name, tensor.values, golden.at(tensor.name), 1e-9);
  }
}

TEST_CASE("in single precision the losses of whole trainings are PyTorch's to four digits") {
  for (const auto& [name, config] : configs()) {
    INFO(name);
    check_curves(trained<float>(config, nullptr), goldens().at(name), 1e-4);
  }
}

}  // namespace trainings_golden_test
