// What a split's outputs come to, against scikit-learn 1.2: accuracy_score, top_k_accuracy_score with k = 5,
// f1_score with average="macro", mean_squared_error (its root), mean_absolute_error and r2_score.
#include "train/measures/metric_accumulator.hpp"

#include <cmath>
#include <numeric>

#include "catch.hpp"

namespace metric_accumulator_test {

using tryall::Buffer;
using tryall::Task;
using namespace tryall::train;
using tryall::data::Dataset;
using tryall::data::InputMap;

namespace {

/// The metrics by their place behind a split's loss; those that are not measured are missing.
std::vector<double> metrics_of(const MetricAccumulator& accumulator) {
  std::vector<double> values(7, RunResult::missing());
  accumulator.for_each([&](std::size_t k, double value) { values[k] = value; });
  return values;
}

/// Adds all samples in pieces of the given size.
template <class Scalar>
void add_all(MetricAccumulator& accumulator, const Buffer<Scalar>& outputs, std::size_t samples,
             std::size_t piece) {
  const std::size_t columns = outputs.size() / samples;
  std::vector<std::uint32_t> indices(samples);
  std::iota(indices.begin(), indices.end(), 0U);
  for (std::size_t begin = 0; begin < samples; begin += piece) {
    const std::size_t count = std::min(piece, samples - begin);
    accumulator.add<Scalar>({outputs.data() + begin * columns, static_cast<std::ptrdiff_t>(columns),
                             static_cast<std::ptrdiff_t>(count)},
                            std::span<const std::uint32_t>(indices).subspan(begin, count),
                            0.5 * static_cast<double>(count));
  }
}

/// Ten samples of seven classes, of which the last never occurs and is never predicted.
Dataset classes() {
  Dataset dataset{.name = "made", .classes = 7};
  dataset.labels = {0, 1, 2, 3, 4, 5, 0, 1, 2, 0};
  return dataset;
}

const Buffer<double> class_outputs = {
    3.79,  0.44,  0.1,   -1.86, -0.28, -0.35, -9, -0.63, -0.04, -0.48, -1.31, 0.88,  0.88,  -9,
    0.05,  -0.4,  -0.55, -1.55, 0.98,  -1.1,  -9, -0.21, 1.49,  0.24,  0.98,  -0.71, 0.63,  -9,
    -0.77, -0.23, 0.75,  1.98,  -1.24, -0.63, -9, -2.42, -0.92, -1.02, 1.12,  -0.13, -1.62, -9,
    1.64,  -1.74, -0.6,  -0.59, -0.87, 0.03,  -9, -0.27, 1.01,  0.85,  1.11,  1.12,  1.49,  -9,
    0.85,  -1.86, -0.6,  -1.91, 1.05,  1.33,  -9, 1.77,  -0.67, 0.15,  0.15,  -1.06, 0.44,  -9};

Dataset numbers(std::vector<double> targets, std::size_t columns) {
  Dataset dataset{.name = "made", .task = Task::regression};
  dataset.targets = std::move(targets);
  dataset.target_columns = columns;
  return dataset;
}

InputMap target_map(std::size_t columns, double shift = 0, double scale = 1) {
  return {Buffer<double>(columns, shift), Buffer<double>(columns, scale)};
}

}  // namespace

TEST_CASE("accuracy, top-5 accuracy and macro-F1 are scikit-learn's, however the samples come in pieces") {
  const Dataset dataset = classes();
  const InputMap no_map;
  for (const std::size_t piece : {1, 3, 10}) {
    MetricAccumulator accumulator(dataset, no_map, MetricAccumulator::Measures::all);
    add_all(accumulator, class_outputs, 10, piece);
    const std::vector<double> values = metrics_of(accumulator);
    CHECK(accumulator.count() == 10);
    CHECK(values[0] == 0.5);
    CHECK(values[1] == Approx(0.3).epsilon(1e-14));
    CHECK(values[2] == Approx(0.9).epsilon(1e-14));
    CHECK(values[3] == Approx(0.16666666666666666).epsilon(1e-14));
    for (const std::size_t k : {4, 5, 6}) CHECK(std::isnan(values[k]));
  }
}

TEST_CASE("up to five classes, top-5 accuracy is not measured") {
  Dataset dataset{.name = "made", .classes = 5};
  dataset.labels = {0, 4};
  const InputMap no_map;
  MetricAccumulator accumulator(dataset, no_map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<double>{1, 0, 0, 0, 0, 1, 0, 0, 0, 0}, 2, 2);
  CHECK(metrics_of(accumulator)[1] == 0.5);
  CHECK(std::isnan(metrics_of(accumulator)[2]));
}

TEST_CASE("of equal outputs the first wins, and ranks first") {
  Dataset dataset{.name = "made", .classes = 6};
  dataset.labels = {0, 5};
  const InputMap no_map;
  MetricAccumulator accumulator(dataset, no_map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<double>(12, 1.0), 2, 2);
  CHECK(metrics_of(accumulator)[1] == 0.5);
  CHECK(metrics_of(accumulator)[2] == 0.5);  // the last of six is not among the first five
}

TEST_CASE("one output decides between two classes by its sign") {
  Dataset dataset{.name = "made", .classes = 2};
  dataset.labels = {0, 1, 1, 0, 1, 1};
  const InputMap no_map;
  MetricAccumulator accumulator(dataset, no_map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<float>{-0.5F, 2, -0.1F, 0.3F, 0.7F, 0}, 6, 4);
  CHECK(metrics_of(accumulator)[1] == Approx(0.5).epsilon(1e-14));
  CHECK(metrics_of(accumulator)[3] == Approx(0.48571428571428577).epsilon(1e-14));
}

TEST_CASE("RMSE, MAE and R2 of one target are scikit-learn's") {
  const Dataset dataset = numbers({1.5, 2.0, 0.25, -1, 3}, 1);
  const InputMap map = target_map(1);
  for (const std::size_t piece : {1, 2, 5}) {
    MetricAccumulator accumulator(dataset, map, MetricAccumulator::Measures::all);
    add_all(accumulator, Buffer<double>{1.25, 2.5, 0, -0.5, 2}, 5, piece);
    const std::vector<double> values = metrics_of(accumulator);
    CHECK(values[4] == Approx(0.570087712549569).epsilon(1e-14));
    CHECK(values[5] == Approx(0.5).epsilon(1e-14));
    CHECK(values[6] == Approx(0.8324742268041236).epsilon(1e-14));
    for (const std::size_t k : {1, 2, 3}) CHECK(std::isnan(values[k]));
  }
}

TEST_CASE("several targets count alike: RMSE is the root of the mean over all, R2 the mean of each one's") {
  const Dataset dataset = numbers({1.5, -20, 2.0, 10, 0.25, 30, -1, 5.5, 3, 12}, 2);
  const InputMap map = target_map(2);
  MetricAccumulator accumulator(dataset, map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<double>{1.25, -10, 2.5, 12, 0, 22, -0.5, 5, 2, 20}, 5, 2);
  const std::vector<double> values = metrics_of(accumulator);
  CHECK(values[4] == Approx(4.836062447901186).epsilon(1e-14));
  CHECK(values[5] == Approx(3.1).epsilon(1e-14));
  CHECK(values[6] == Approx(0.8264265952272745).epsilon(1e-14));
}

TEST_CASE("errors are told in the target's own unit, whatever it was scaled by") {
  const Dataset dataset = numbers({100, 140, 180}, 1);
  const InputMap map = target_map(1, 140, 0.025);
  MetricAccumulator accumulator(dataset, map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<double>{-0.5, 0, 1.5}, 3, 3);  // 120, 140, 200
  CHECK(metrics_of(accumulator)[4] == Approx(std::sqrt(800.0 / 3)).epsilon(1e-14));
  CHECK(metrics_of(accumulator)[5] == Approx(40.0 / 3).epsilon(1e-14));
  CHECK(metrics_of(accumulator)[6] == Approx(0.75).epsilon(1e-14));
}

TEST_CASE("R2 is not measured where a target does not vary") {
  const Dataset dataset = numbers({0.1, 0.1, 0.1}, 1);
  const InputMap map = target_map(1);
  MetricAccumulator accumulator(dataset, map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<double>{0, 0.1, 0.2}, 3, 1);
  CHECK(std::isnan(metrics_of(accumulator)[6]));
  CHECK(std::isfinite(metrics_of(accumulator)[4]));
}

TEST_CASE("R2 of targets far from zero keeps its digits") {
  const Dataset dataset = numbers({1e9 + 1, 1e9 + 2, 1e9 + 3}, 1);
  const InputMap map = target_map(1);
  MetricAccumulator accumulator(dataset, map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<double>{1e9 + 1, 1e9 + 2, 1e9 + 4}, 3, 2);
  CHECK(metrics_of(accumulator)[6] == Approx(0.5).epsilon(1e-9));
}

TEST_CASE("a cleared accumulator starts anew") {
  const Dataset dataset = classes();
  const InputMap no_map;
  MetricAccumulator accumulator(dataset, no_map, MetricAccumulator::Measures::all),
      fresh(dataset, no_map, MetricAccumulator::Measures::all);
  add_all(accumulator, Buffer<double>(70, 1.0), 10, 10);
  accumulator.clear();
  for (MetricAccumulator* each : {&accumulator, &fresh}) add_all(*each, class_outputs, 10, 10);
  for (std::size_t k = 0; k < 4; ++k) CHECK(metrics_of(accumulator)[k] == metrics_of(fresh)[k]);
}

}  // namespace metric_accumulator_test
