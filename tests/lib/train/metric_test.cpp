#include "tryall/train/metric.hpp"

#include <set>

#include "catch.hpp"
#include "tryall/error.hpp"
#include "tryall/train/added_metrics.hpp"

namespace metric_test {

using namespace tryall::train;

TEST_CASE("there is a metric for every index, each found by its unique name") {
  CHECK(indexed_metrics().size() == metric_count);
  REQUIRE(metrics().size() == metric_count + further_metrics().size());
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
  CHECK(metrics()[train_rmse].name == "train_rmse");
  CHECK(metrics()[validation_r2].name == "validation_r2");
  CHECK(metrics()[dead_units].name == "dead_units");
  CHECK(metrics()[test_loss].name == "test_loss");
  CHECK(metrics()[test_accuracy].name == "test_accuracy");
}

TEST_CASE("losses and errors are minimized; accuracies, which are shares, macro-F1 and R2 maximized") {
  for (const Metric& metric : metrics()) {
    INFO(metric.name);
    const auto named = [&](const char* part) { return metric.name.find(part) != std::string::npos; };
    const bool good = named("accuracy") || named("macro_f1");
    CHECK(metric.share == (good || named("zero_weights") || named("dead_units")));
    CHECK(metric.direction == (good || named("_r2") ? Direction::maximize : Direction::minimize));
  }
}

TEST_CASE("the validation and the test split have the same metrics in the same order") {
  for (std::size_t i = validation_loss; i < test_loss; ++i) {
    const std::string& name = metrics()[i].name;
    CHECK("test" + name.substr(name.find('_')) == metrics()[i - validation_loss + test_loss].name);
  }
}

TEST_CASE("a task has its own metrics and a usual objective among them") {
  using tryall::Task;
  CHECK(usual_objective(Task::classification).name == "validation_accuracy");
  CHECK(usual_objective(Task::regression).name == "validation_rmse");
  CHECK(usual_objective(Task::function).name == "test_loss");
  for (const Task task : {Task::classification, Task::regression, Task::function})
    CHECK(measured(usual_objective(task), task));
  CHECK_FALSE(measured(metrics()[test_accuracy], Task::regression));
  CHECK_FALSE(measured(metrics()[test_r2], Task::classification));
}

TEST_CASE("the test split is measured once, at the end") {
  for (const Metric& metric : metrics()) CHECK(metric.each_epoch == (metric.name.rfind("test_", 0) != 0));
}

TEST_CASE("an unknown metric is refused with the nearest known one") {
  CHECK_THROWS_AS(find_metric("test_acuracy"), tryall::Error);
  CHECK_THROWS_WITH(find_metric("test_acuracy"),
                    "unknown metric 'test_acuracy' (did you mean 'test_accuracy'?)");
}

}  // namespace metric_test
