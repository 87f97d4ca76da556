// What happens around the optimizer's update, and which samples an epoch's updates see.
#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "tiny_runs.hpp"

namespace update_test {

using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

using Integers = std::vector<std::int64_t>;

/// One step of gradient descent, of a small perceptron.
TrainingConfig one_step() {
  TrainingConfig config = tiny_config();
  config.model.settings["hidden"] = Integers{5};
  config.bias_init = {"normal", {{"std", 0.5}}};
  config.optimizer = {"sgd", {}};
  config.learning_rate = 0.1;
  config.batch_size = tryall::train::full_batch;
  config.epochs = 1;
  return config;
}

struct Trained {
  RunResult result;
  std::vector<Tensor> weights;
};

Trained trained(const TrainingConfig& config) {
  Trained end;
  TrainingHooks hooks;
  hooks.training_done = [&](const std::vector<Tensor>& weights, const Predictions&) {
    end.weights = weights;
  };
  end.result = run_tiny<double>(config, 1, hooks);
  return end;
}

/// The weights that the config starts from: a step too small to be seen.
std::vector<Tensor> start_of(TrainingConfig config) {
  config.learning_rate = 1e-300;
  return trained(config).weights;
}

/// Calls check(start, plain, changed, is_weight) for each parameter: where it started, where one step led it,
/// and where that step led it with a change of the config.
template <class Change, class Check>
void compare_step(Change change, Check check) {
  TrainingConfig config = one_step();
  const std::vector<Tensor> start = start_of(config), plain = trained(config).weights;
  change(config);
  const std::vector<Tensor> changed = trained(config).weights;
  for (std::size_t k = 0; k < start.size(); ++k)
    for (std::size_t i = 0; i < start[k].values.size(); ++i)
      check(start[k].values[i], plain[k].values[i], changed[k].values[i], start[k].name.ends_with("weight"));
}

/// The Euclidean norm of each unit's incoming weights.
std::vector<double> unit_norms(const std::vector<Tensor>& weights) {
  std::vector<double> norms;
  for (const Tensor& tensor : weights) {
    if (tensor.shape.size() < 2) continue;
    const std::size_t width = tensor.values.size() / tensor.shape[0];
    for (std::size_t begin = 0; begin < tensor.values.size(); begin += width) {
      double sum = 0;
      for (std::size_t i = begin; i < begin + width; ++i) sum += tensor.values[i] * tensor.values[i];
      norms.push_back(std::sqrt(sum));
    }
  }
  return norms;
}

}  // namespace

TEST_CASE("weight decay takes lr weight_decay of each weight beside the gradient's step, nothing of biases") {
  compare_step(
      [](TrainingConfig& c) { c.weight_decay = 0.5; },
      [](double start, double plain, double decayed, bool is_weight) {
        CHECK(decayed == Approx(plain - (is_weight ? 0.05 * start : 0.0)).epsilon(1e-12).margin(1e-14));
      });
}

TEST_CASE("an l2 penalty holds the weights down, and biases where they are included") {
  for (const bool include_bias : {false, true})
    compare_step(
        [&](TrainingConfig& c) {
          c.regularizer = {"l2", {{"lambda", 0.5}, {"include_bias", include_bias}}};
        },
        [&](double start, double plain, double held, bool is_weight) {
          const double pull = is_weight || include_bias ? 0.05 * start : 0.0;
          CHECK(held == Approx(plain - pull).epsilon(1e-12).margin(1e-14));
        });
}

TEST_CASE("a proximal step comes behind the gradient's: a soft threshold, which leaves exact zeros") {
  std::size_t zeros = 0;
  compare_step(
      [](TrainingConfig& c) {
        c.regularizer = {"l1", {{"lambda", 1.0}, {"proximal", true}}};
      },
      [&](double, double plain, double held, bool is_weight) {
        const double size = std::abs(plain) - (is_weight ? 0.1 : 0.0);
        CHECK(held == Approx(size > 0 ? std::copysign(size, plain) : 0).epsilon(1e-12));
        zeros += is_weight && held == 0 ? 1 : 0;
      });
  CHECK(zeros > 0);
}

TEST_CASE("the share of zero weights counts what proximal steps took away, and is 0 with subgradients") {
  TrainingConfig config = tiny_config();
  config.optimizer = {"sgd", {}};
  config.learning_rate = 0.1;
  config.regularizer = {"l1", {{"lambda", 0.05}, {"proximal", true}}};
  const Trained sparse = trained(config);
  double zeros = 0, count = 0;
  for (const Tensor& tensor : sparse.weights) {
    if (tensor.shape.size() < 2) continue;
    zeros += static_cast<double>(std::count(tensor.values.begin(), tensor.values.end(), 0.0));
    count += static_cast<double>(tensor.values.size());
  }
  CHECK(zeros > 0.1 * count);
  CHECK(sparse.result.final_values[zero_weights] == Approx(zeros / count).epsilon(1e-14));
  config.regularizer.settings["proximal"] = false;
  CHECK(trained(config).result.final_values[zero_weights] == 0);
}

TEST_CASE("no unit's incoming weights are longer than max_norm, and shorter ones are left alone") {
  TrainingConfig config = one_step();
  const std::vector<Tensor> plain = trained(config).weights;
  const std::vector<double> before = unit_norms(plain);
  config.max_norm = 1.4;
  const std::vector<double> after = unit_norms(trained(config).weights);
  REQUIRE(*std::min_element(before.begin(), before.end()) < 1.4);
  REQUIRE(*std::max_element(before.begin(), before.end()) > 1.4);
  for (std::size_t i = 0; i < before.size(); ++i)
    CHECK(after[i] == Approx(std::min(1.4, before[i])).epsilon(1e-14));
}

TEST_CASE("max_norm holds after many steps, for convolutions too") {
  TrainingConfig config = tiny_config();
  config.model = {"cnn", {{"channels", Integers{3}}, {"hidden", Integers{8}}}};
  config.max_norm = 0.8;
  config.learning_rate = 0.05;
  for (const double norm : unit_norms(trained(config).weights)) CHECK(norm < 0.8 * (1 + 1e-14));
}

TEST_CASE("an incomplete last batch is left out where that is asked for") {
  TrainingConfig config = one_step();
  config.shuffle = false;
  config.learning_rate = 0.01;
  config.batch_size = 1000;  // of the 1293 training samples
  const PreparedData prepared = prepare(with_defaults(config), 1, digits());
  REQUIRE(prepared.split.training.size() % 1000 != 0);
  CHECK(trained(config).result.steps_done == 2);
  config.drop_last = true;
  const Trained dropped = trained(config);
  CHECK(dropped.result.steps_done == 1);

  PreparedData front = prepared;
  front.split.training.resize(1000);
  const TrainingConfig whole = normalized(with_defaults(config), *digits());
  CHECK(dropped.result.final_values[validation_loss] ==
        run<double>(whole, 1, front).final_values[validation_loss]);
  CHECK(dropped.result.final_values[train_loss] == run<double>(whole, 1, front).final_values[train_loss]);
}

TEST_CASE("without reshuffling all epochs have the first one's order, without shuffling the dataset's") {
  // Without learning, an epoch's mean loss differs from another's by the rounding of another order's sum
  // alone.
  TrainingConfig config = tiny_config();
  config.optimizer = {"sgd", {}};
  config.learning_rate = 1e-30;
  config.epochs = 4;
  config.batch_size = 1;
  const auto curve = [&] { return run_tiny<double>(config).curves[train_loss]; };
  const std::vector<double> drawn = curve();
  config.reshuffle = false;
  CHECK(curve() == std::vector<double>(4, drawn[0]));
  config.reshuffle = true;
  config.shuffle = false;
  const std::vector<double> in_order = curve();
  CHECK(in_order == std::vector<double>(4, in_order[0]));
  bool differs = false;
  for (std::uint64_t seed = 0; seed < 10 && !differs; ++seed) {
    config.shuffle = false;
    const double unshuffled = run_tiny<double>(config, seed).curves[train_loss][0];
    config.shuffle = true;
    differs = run_tiny<double>(config, seed).curves[train_loss][0] != unshuffled;
  }
  CHECK(differs);
}

TEST_CASE("a run without a type computes in the config's own precision") {
  TrainingConfig config = normalized(with_defaults(tiny_config()), *digits());
  const PreparedData prepared = prepare(config, 1, digits());
  CHECK(same_bits(run(config, 1, prepared), run<float>(config, 1, prepared)));
  config.precision = "float64";
  CHECK(same_bits(run(config, 1, prepared), run<double>(config, 1, prepared)));
  CHECK_FALSE(same_bits(run<float>(config, 1, prepared), run<double>(config, 1, prepared)));
}

}  // namespace update_test
