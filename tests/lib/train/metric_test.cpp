#include "tryall/train/metric.hpp"

#include <set>

#include "catch.hpp"
#include "tryall/error.hpp"

using namespace tryall::train;

TEST_CASE("there is a metric for every index, each found by its unique name") {
  CHECK(metrics().size() == metric_count);
  const std::vector<std::string> names = metric_names();
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  for (std::size_t i = 0; i < metrics().size(); ++i) {
    INFO(names[i]);
    CHECK(names[i] == metrics()[i].name);
    CHECK(index_of(find_metric(names[i])) == i);
    CHECK_FALSE(metrics()[i].meaning.empty());
  }
}

TEST_CASE("the indices stand for the metrics of their names") {
  CHECK(metrics()[train_loss].name == "train_loss");
  CHECK(metrics()[train_accuracy].name == "train_accuracy");
  CHECK(metrics()[validation_loss].name == "validation_loss");
  CHECK(metrics()[validation_accuracy].name == "validation_accuracy");
  CHECK(metrics()[test_loss].name == "test_loss");
  CHECK(metrics()[test_accuracy].name == "test_accuracy");
}

TEST_CASE("losses are minimized and accuracies, which are shares, maximized") {
  for (const Metric& metric : metrics()) {
    INFO(metric.name);
    const bool accuracy = metric.name.find("accuracy") != std::string::npos;
    CHECK(metric.share == accuracy);
    CHECK(metric.direction == (accuracy ? Direction::maximize : Direction::minimize));
  }
}

TEST_CASE("the test split is measured once, at the end") {
  for (const Metric& metric : metrics()) CHECK(metric.each_epoch == (metric.name.rfind("test_", 0) != 0));
}

TEST_CASE("an unknown metric is refused with the nearest known one") {
  CHECK_THROWS_AS(find_metric("test_acuracy"), tryall::Error);
  CHECK_THROWS_WITH(find_metric("test_acuracy"),
                    "unknown metric 'test_acuracy' (did you mean 'test_accuracy'?)");
}
