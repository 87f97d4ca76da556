#include <algorithm>
#include <numeric>

#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/error.hpp"

namespace train_size_test {

using tryall::train::TrainingConfig;
using namespace tryall::train;
using tryall::data::Dataset;
using Samples = std::vector<std::uint32_t>;

namespace {

/// 600 samples of three classes, 300, 200 and 100 of each; the last 120 are a test set.
std::shared_ptr<const Dataset> labelled() {
  auto dataset = std::make_shared<Dataset>();
  *dataset = {.name = "made", .shape = {1}, .features = 1, .classes = 3};
  tryall::Buffer<double> values;
  for (std::size_t i = 0; i < 600; ++i) {
    dataset->labels.push_back(i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2);
    values.push_back(static_cast<double>(i));
  }
  dataset->values = std::move(values);
  dataset->test_begin = 480;
  return dataset;
}

PreparedData prepared(double train_size, std::uint64_t seed = 1) {
  TrainingConfig config;
  config.train_size = train_size;
  config.split.settings["validation"] = 0.0;
  return prepare(with_defaults(config), seed, labelled());
}

Samples training(double train_size, std::uint64_t seed = 1) {
  return prepared(train_size, seed).split.training;
}

std::vector<int> class_counts(const Samples& samples) {
  std::vector<int> counts(3, 0);
  const auto dataset = labelled();
  for (const std::uint32_t sample : samples) ++counts[static_cast<std::size_t>(dataset->labels[sample])];
  return counts;
}

}  // namespace

TEST_CASE("train_size is a share up to 1, rounded, and a number of samples above") {
  CHECK(training(1).size() == 480);
  CHECK(training(0.5).size() == 240);
  CHECK(training(0.1).size() == 48);
  CHECK(training(0.011).size() == 5);
  CHECK(training(0.01).size() == 5);
  CHECK(training(480).size() == 480);
  CHECK(training(17).size() == 17);
  CHECK(training(17.9).size() == 17);
}

TEST_CASE("a subset keeps the classes in proportion at every size") {
  CHECK(class_counts(training(240)) == std::vector<int>{120, 80, 40});
  CHECK(class_counts(training(48)) == std::vector<int>{24, 16, 8});
  CHECK(class_counts(training(6)) == std::vector<int>{3, 2, 1});
  for (const int size : {5, 13, 50, 101, 333}) {
    const std::vector<int> counts = class_counts(training(size));
    const double shares[] = {1.0 / 2, 1.0 / 3, 1.0 / 6};
    for (std::size_t k = 0; k < 3; ++k) CHECK(std::abs(counts[k] - shares[k] * size) <= 1);
  }
}

TEST_CASE("a smaller subset lies inside a larger one, and each ascends") {
  Samples larger = training(480);
  for (const double size : {333.0, 0.5, 101.0, 17.0, 5.0}) {
    const Samples smaller = training(size);
    CHECK(std::is_sorted(smaller.begin(), smaller.end()));
    CHECK(std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end()));
    larger = smaller;
  }
}

TEST_CASE("a subset is a function of the seed, and no prefix of the samples") {
  CHECK(training(48, 3) == training(48, 3));
  CHECK(training(48, 3) != training(48, 4));
  CHECK(training(48).back() > 100);
}

TEST_CASE("the subset leaves the other parts alone, and scalers are fitted on it") {
  const PreparedData all = prepared(1), few = prepared(10);
  CHECK(all.split.test == few.split.test);
  const Samples& samples = few.split.training;
  const double mean =
      std::accumulate(samples.begin(), samples.end(), 0.0) / 10;  // a sample's value is its number
  CHECK(few.map.shift[0] == Approx(mean).epsilon(1e-14));
  CHECK(all.map.shift[0] != few.map.shift[0]);
}

TEST_CASE("a train_size of more samples than there are, or of none, is refused with the numbers") {
  CHECK_THROWS_AS(prepared(481), tryall::Error);
  CHECK_THROWS_WITH(prepared(481),
                    "train_size 481 asks for 481 of the 480 training samples of dataset 'made'");
  CHECK_THROWS_WITH(prepared(0.001), ContainsSubstring("train_size 0.001 asks for 0 of the 480"));
}

}  // namespace train_size_test
