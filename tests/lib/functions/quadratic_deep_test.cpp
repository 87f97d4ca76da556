// The problem quadratic_deep against DeepOBS: its numbers, and what Schneider, Balles and Hennig (2019)
// publish.
#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "random_state_golden.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/functions/function.hpp"
#include "tryall/train/run.hpp"

namespace quadratic_deep_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::train::TrainingConfig;
using namespace tryall::train;

namespace {

constexpr std::ptrdiff_t dimension = 100;

std::shared_ptr<const tryall::data::Dataset> dataset() {
  static const auto loaded =
      std::make_shared<const tryall::data::Dataset>(tryall::data::load({"quadratic_deep", {}}, {}));
  return loaded;
}

/// Values and gradients at theta - x for the test samples x.
template <class Scalar>
struct OnTest {
  Buffer<Scalar> points, values, gradients;

  explicit OnTest(const std::vector<double>& theta) {
    const auto& samples = std::get<Buffer<float>>(dataset()->values);
    for (std::size_t i = dataset()->test_begin * dimension; i < samples.size(); ++i)
      points.push_back(static_cast<Scalar>(theta[i % dimension] - static_cast<double>(samples[i])));
    const std::ptrdiff_t rows = static_cast<std::ptrdiff_t>(points.size()) / dimension;
    values.resize(static_cast<std::size_t>(rows));
    gradients.resize(points.size());
    const auto& entry = tryall::functions::find_function("quadratic_deep");
    if constexpr (std::is_same_v<Scalar, float>)
      entry.single_precision({points.data(), dimension, rows}, values.data(),
                             {gradients.data(), dimension, rows});
    else
      entry.double_precision({points.data(), dimension, rows}, values.data(),
                             {gradients.data(), dimension, rows});
  }

  double loss() const {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  }
};

/// The mean over ten seeds of the test loss after 100 epochs. As there, a run draws one order of the samples
/// and keeps it: DeepOBS makes TensorFlow's shuffled iterator anew for each epoch under one seed of the
/// graph, which gives the same batches again. With a new order each epoch, momentum ends at 88.5 and Adam
/// at 87.23.
double mean_test_loss(const Choice& optimizer, double learning_rate) {
  TrainingConfig config;
  config.dataset = {"quadratic_deep", {}};
  config.optimizer = optimizer;
  config.learning_rate = learning_rate;
  config.batch_size = 128;
  config.drop_last = true;
  config.reshuffle = false;
  config.epochs = 100;
  config = with_defaults(normalized(with_defaults(config), *dataset()));
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const RunResult result = run(config, seed, prepare(config, seed, dataset()));
    CHECK(result.steps_done == 700);
    sum += result.final_values[test_loss];
  }
  return sum / 10;
}

}  // namespace

TEST_CASE("quadratic_deep has DeepOBS's samples, 1000 for training and the first 896 of its test set") {
  CHECK(dataset()->test_begin == 1000);
  CHECK(dataset()->samples() == 1896);
  CHECK(dataset()->features == dimension);
}

TEST_CASE("quadratic_deep has the gradient that NumPy makes of the same random numbers") {
  const OnTest<double> at_start(std::vector<double>(dimension, 1.0));
  for (const std::size_t row : {0U, 895U}) {
    const std::vector<double> golden = tryall::testing::random_state_goldens("gradient", row);
    REQUIRE(golden.size() == dimension);
    for (std::size_t i = 0; i < golden.size(); ++i)
      CHECK(at_start.gradients[row * dimension + i] == Approx(golden[i]).epsilon(1e-11).margin(1e-10));
  }
}

TEST_CASE("quadratic_deep starts from the published test loss, and its floor is the mean sample's") {
  const std::vector<double> ones(dimension, 1.0);
  CHECK(std::abs(OnTest<double>(ones).loss() - 353.44677) < 5e-6);
  CHECK(OnTest<float>(ones).loss() == Approx(353.44677).epsilon(1e-6));
  std::vector<double> mean(dimension, 0.0);
  const OnTest<double> at_origin(mean);
  for (std::size_t i = 0; i < at_origin.points.size(); ++i) mean[i % dimension] -= at_origin.points[i] / 896;
  CHECK(std::abs(OnTest<double>(mean).loss() - 86.87353) < 5e-6);
}

TEST_CASE("sgd, momentum and adam reach their published test losses on quadratic_deep to two deviations") {
  const auto close = [](double published, double deviation) {
    return Approx(published).epsilon(0).margin(2 * deviation);
  };
  CHECK(mean_test_loss({"sgd", {}}, 0.01585) == close(87.397, 0.169));
  CHECK(mean_test_loss({"momentum", {{"momentum", 0.99}}}, 0.00251) == close(87.045, 0.025));
  CHECK(mean_test_loss({"adam", {}}, 0.0398) == close(87.112, 0.024));
}

}  // namespace quadratic_deep_test
