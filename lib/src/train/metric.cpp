#include "tryall/train/metric.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::train {
namespace {

const std::vector<Task> every_task = {Task::classification, Task::regression, Task::function};
const std::vector<Task> classes = {Task::classification};
const std::vector<Task> numbers = {Task::regression};

void add_training(std::vector<Metric>& table) {
  table.push_back(
      {"train_loss", Direction::minimize, true, false, every_task,
       "mean loss over the epoch's batches, each before its update, without the regularizer's part"});
  table.push_back({"train_accuracy", Direction::maximize, true, true, classes,
                   "share of the training samples classified rightly, each before its batch's update"});
  table.push_back({"train_rmse", Direction::minimize, true, false, numbers,
                   "root of the mean squared error of the training samples, each before its batch's update"});
}

/// The metrics of the validation or the test split; `when` ends each meaning.
void add_split(std::vector<Metric>& table, const std::string& split, bool each_epoch) {
  const std::string when =
      fmt::format("on the {} split after the {}", split, each_epoch ? "epoch" : "last epoch");
  const auto add = [&](const char* name, Direction direction, bool share, const std::vector<Task>& tasks,
                       const char* meaning) {
    table.push_back(
        {split + "_" + name, direction, each_epoch, share, tasks, fmt::format("{} {}", meaning, when)});
  };
  add("loss", Direction::minimize, false, every_task, "mean loss");
  add("accuracy", Direction::maximize, true, classes, "share of the samples classified rightly");
  add("top5_accuracy", Direction::maximize, true, classes,
      "share of the samples whose label is among the five largest outputs (for more than five classes)");
  add("macro_f1", Direction::maximize, true, classes,
      "mean over the classes that occur (as label or prediction) of 2 TP / (2 TP + FP + FN)");
  add("rmse", Direction::minimize, false, numbers,
      "root of the mean squared error, in the target's own unit,");
  add("mae", Direction::minimize, false, numbers, "mean absolute error, in the target's own unit,");
  add("r2", Direction::maximize, false, numbers,
      "share of the target's variance that is explained, 1 - SSE / SST (mean over the targets),");
}

void add_diagnostics(std::vector<Metric>& table) {
  const auto add = [&](const char* name, bool share, const char* meaning) {
    table.push_back({name, Direction::minimize, true, share, every_task, meaning});
  };
  add("gradient_norm", false,
      "Euclidean norm of the gradient (with the regularizer's part, before clipping) of the epoch's last "
      "batch");
  add("weight_norm", false, "Euclidean norm of all weights (not biases) after the epoch");
  add("zero_weights", true, "share of the weights (not biases) that are exactly 0 after the epoch");
  add("dead_units", true,
      "share of the hidden units whose activation is 0 for every sample of the validation split after the "
      "epoch");
}

}  // namespace

const std::vector<Metric>& metrics() {
  static const std::vector<Metric> table = [] {
    std::vector<Metric> made;
    add_training(made);
    add_split(made, "validation", true);
    add_split(made, "test", false);
    add_diagnostics(made);
    require(made.size() == metric_count, "every metric has an index");
    return made;
  }();
  return table;
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const Metric& metric : metrics()) names.push_back(metric.name);
  return names;
}

const Metric& find_metric(std::string_view name) {
  for (const Metric& metric : metrics())
    if (metric.name == name) return metric;
  throw Error(ErrorCode::bad_input,
              fmt::format("unknown metric '{}'{}", name, did_you_mean(name, metric_names())));
}

std::size_t index_of(const Metric& metric) { return static_cast<std::size_t>(&metric - metrics().data()); }

bool measured(const Metric& metric, Task task) {
  return std::find(metric.tasks.begin(), metric.tasks.end(), task) != metric.tasks.end();
}

const Metric& usual_objective(Task task) {
  if (task == Task::classification) return metrics()[validation_accuracy];
  return metrics()[task == Task::regression ? validation_loss : test_loss];
}

}  // namespace tryall::train
