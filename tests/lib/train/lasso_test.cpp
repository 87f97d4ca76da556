// The lasso against scikit-learn's coordinate descent (tests/golden/lasso.txt, made by
// scripts/make-lasso-golden).
#include <cmath>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/train/run.hpp"

namespace lasso_test {

using tryall::train::TrainingConfig;
using namespace tryall::train;

namespace {

struct Solution {
  double alpha = 0, intercept = 0;
  std::vector<double> coefficients;
};

std::vector<Solution> golden_path() {
  std::ifstream file(TRYALL_GOLDEN "/lasso.txt");
  std::vector<Solution> path;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream numbers(line);
    Solution solution;
    numbers >> solution.alpha >> solution.intercept;
    for (double value = 0; numbers >> value;) solution.coefficients.push_back(value);
    path.push_back(solution);
  }
  return path;
}

/// Proximal gradient descent over all samples. scikit-learn's objective is half of mean squared error +
/// lambda |w| with lambda = 2 alpha.
TrainingConfig lasso(double alpha) {
  TrainingConfig config;
  config.dataset = {"diabetes", {}};
  config.split = {"holdout", {{"validation", 0.0}, {"test", 0.0}}};
  config.target_scaler = {"none", {}};
  config.model = {"linear", {}};
  config.init = {"zeros", {}};
  config.optimizer = {"sgd", {}};
  config.learning_rate = 0.2;
  config.regularizer = {"l1", {{"lambda", 2 * alpha}, {"proximal", true}}};
  config.batch_size = tryall::train::full_batch;
  config.epochs = 8000;
  config.precision = "float64";
  return with_defaults(config);
}

}  // namespace

TEST_CASE("the lasso's path on diabetes is coordinate descent's, with the same zeros") {
  const auto dataset =
      std::make_shared<const tryall::data::Dataset>(tryall::data::load({"diabetes", {}}, {}));
  const std::vector<Solution> path = golden_path();
  REQUIRE(path.size() == 12);
  for (const Solution& expected : path) {
    const TrainingConfig config = normalized(lasso(expected.alpha), *dataset);
    std::vector<Tensor> weights;
    TrainingHooks hooks;
    hooks.training_done = [&](const std::vector<Tensor>& tensors, const Predictions&) { weights = tensors; };
    const RunResult result = run(config, 0, prepare(config, 0, dataset), hooks);
    REQUIRE(weights.size() == 2);
    std::size_t zeros = 0;
    for (std::size_t i = 0; i < 10; ++i) {
      INFO("alpha " << expected.alpha << ", coefficient " << i);
      CHECK(std::abs(weights[0].values[i] - expected.coefficients[i]) < 1e-4);
      CHECK((weights[0].values[i] == 0) == (expected.coefficients[i] == 0));
      zeros += static_cast<std::size_t>(expected.coefficients[i] == 0);
    }
    CHECK(std::abs(weights[1].values[0] - expected.intercept) < 1e-4);
    CHECK(result.final_values[zero_weights] == Approx(static_cast<double>(zeros) / 10));
  }
}

}  // namespace lasso_test
