// Facts about scikit-learn's copies, as sklearn.datasets.load_*() gives them; scripts/make-embedded-data
// wrote ours.
#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "dataset_values.hpp"
#include "tryall/data/sources/source.hpp"

using tryall::Task;
using tryall::data::Dataset;
using tryall::testing::values;
using Numbers = std::vector<double>;
using Names = std::vector<std::string>;

namespace {

Dataset loaded(const std::string& name) {
  Dataset dataset = tryall::data::load({name, {}}, {});
  INFO(name);
  CHECK(dataset.name == name);
  CHECK(dataset.shape == std::vector<std::size_t>{dataset.features});
  CHECK(dataset.feature_names.size() == dataset.features);
  CHECK(dataset.class_names.size() == dataset.classes);
  CHECK(values(dataset).size() == dataset.samples() * dataset.features);
  CHECK_FALSE(dataset.has_test_set());
  return dataset;
}

Numbers first(const Dataset& dataset, std::size_t count) {
  Numbers all = values(dataset);
  all.resize(count);
  return all;
}

double mean(const Dataset& dataset, std::size_t feature) {
  const Numbers all = values(dataset);
  double sum = 0;
  for (std::size_t i = feature; i < all.size(); i += dataset.features) sum += all[i];
  return sum / static_cast<double>(dataset.samples());
}

std::vector<int> class_counts(const Dataset& dataset) {
  std::vector<int> counts(dataset.classes, 0);
  for (const std::int32_t label : dataset.labels) ++counts.at(static_cast<std::size_t>(label));
  return counts;
}

}  // namespace

TEST_CASE("iris is scikit-learn's") {
  const Dataset iris = loaded("iris");
  CHECK(iris.task == Task::classification);
  CHECK(iris.features == 4);
  CHECK(iris.class_names == Names{"setosa", "versicolor", "virginica"});
  CHECK(iris.feature_names[2] == "petal length (cm)");
  CHECK(class_counts(iris) == std::vector<int>{50, 50, 50});
  CHECK(first(iris, 4) == Numbers{5.1, 3.5, 1.4, 0.2});
  CHECK(mean(iris, 1) == Approx(3.05733333));
}

TEST_CASE("wine is scikit-learn's") {
  const Dataset wine = loaded("wine");
  CHECK(wine.features == 13);
  CHECK(wine.feature_names.back() == "proline");
  CHECK(class_counts(wine) == std::vector<int>{59, 71, 48});
  CHECK(first(wine, 5) == Numbers{14.23, 1.71, 2.43, 15.6, 127});
  CHECK(mean(wine, 1) == Approx(2.33634831));
}

TEST_CASE("breast_cancer is scikit-learn's") {
  const Dataset cancer = loaded("breast_cancer");
  CHECK(cancer.features == 30);
  CHECK(cancer.class_names == Names{"malignant", "benign"});
  CHECK(class_counts(cancer) == std::vector<int>{212, 357});
  CHECK(first(cancer, 4) == Numbers{17.99, 10.38, 122.8, 1001});
  CHECK(mean(cancer, 2) == Approx(91.96903339));
}

TEST_CASE("diabetes is scikit-learn's load_diabetes with scaled=False, a regression") {
  const Dataset diabetes = loaded("diabetes");
  CHECK(diabetes.task == Task::regression);
  CHECK(diabetes.classes == 0);
  CHECK(diabetes.samples() == 442);
  CHECK(diabetes.feature_names == Names{"age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"});
  CHECK(first(diabetes, 10) == Numbers{59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87});
  CHECK(mean(diabetes, 8) == Approx(4.64141086));
  CHECK(Numbers(diabetes.targets.begin(), diabetes.targets.begin() + 5) == Numbers{151, 75, 141, 206, 135});
  CHECK(std::accumulate(diabetes.targets.begin(), diabetes.targets.end(), 0.0) / 442 == Approx(152.13348416));
}

TEST_CASE("the scaled diabetes of scikit-learn follow from the raw ones") {
  const Dataset diabetes = loaded("diabetes");
  // load_diabetes().data[0, 2] = 0.0616962065186850: centred, and divided by the root of the sum of squares
  const Numbers all = values(diabetes);
  const double centre = mean(diabetes, 2);
  double squares = 0;
  for (std::size_t i = 2; i < all.size(); i += 10) squares += (all[i] - centre) * (all[i] - centre);
  CHECK((all[2] - centre) / std::sqrt(squares) == Approx(0.0616962065186850).epsilon(1e-12));
}
