#include "tryall/train/metric.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/train/added_metrics.hpp"

namespace tryall::train {
namespace {

const std::vector<Task> every_task = {Task::classification, Task::regression, Task::function};
const std::vector<Task> classes = {Task::classification};
const std::vector<Task> numbers = {Task::regression};

/// A metric and the tasks for which it is measured.
struct MetricRow {
  Metric metric;
  std::vector<Task> tasks;
};

void add_training(std::vector<MetricRow>& table) {
  const auto add = [&](Metric metric, const std::vector<Task>& tasks) {
    metric.quantity = metric.name.substr(std::string_view("train_").size());
    metric.split = Split::train;
    metric.each_epoch = true;
    table.push_back({std::move(metric), tasks});
  };
  add({.name = "train_loss",
       .meaning =
           "mean loss over the epoch's batches, each before its update, without the regularizer's part",
       .direction = Direction::minimize},
      every_task);
  add({.name = "train_accuracy",
       .meaning = "share of the training samples classified correctly, each before its batch's update",
       .share = true},
      classes);
  add({.name = "train_rmse",
       .meaning = "root of the mean squared error of the training samples, each before its batch's update",
       .direction = Direction::minimize},
      numbers);
}

/// The metrics of the validation or the test split.
void add_split(std::vector<MetricRow>& table, Split split) {
  const bool each_epoch = split == Split::validation;
  const std::string when =
      fmt::format("on the {} split after the {}", to_text(split), each_epoch ? "epoch" : "last epoch");
  const auto add = [&](const char* quantity, Direction direction, bool share, const std::vector<Task>& tasks,
                       const char* meaning) {
    table.push_back({{.name = fmt::format("{}_{}", to_text(split), quantity),
                      .quantity = quantity,
                      .meaning = fmt::format("{} {}", meaning, when),
                      .split = split,
                      .direction = direction,
                      .share = share,
                      .each_epoch = each_epoch},
                     tasks});
  };
  add("loss", Direction::minimize, false, every_task, "mean loss");
  add("accuracy", Direction::maximize, true, classes, "share of the samples classified correctly");
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

void add_diagnostics(std::vector<MetricRow>& table) {
  const auto add = [&](const char* name, bool share, const char* meaning) {
    table.push_back({{.name = name,
                      .quantity = name,
                      .meaning = meaning,
                      .direction = Direction::minimize,
                      .share = share,
                      .each_epoch = true},
                     every_task});
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

const std::vector<MetricRow>& metric_rows() {
  static const std::vector<MetricRow> table = [] {
    std::vector<MetricRow> made;
    add_training(made);
    add_split(made, Split::validation);
    add_split(made, Split::test);
    add_diagnostics(made);
    require(made.size() == metric_count, "every metric has an index");
    return made;
  }();
  return table;
}

}  // namespace

const std::vector<Metric>& indexed_metrics() {
  static const std::vector<Metric> table = [] {
    std::vector<Metric> made;
    for (const MetricRow& row : metric_rows()) made.push_back(row.metric);
    return made;
  }();
  return table;
}

const std::vector<Metric>& metrics() {
  static const std::vector<Metric> table = [] {
    std::vector<Metric> made = indexed_metrics();
    for (const AddedMetric& further : further_metrics()) made.push_back(further.metric);
    return made;
  }();
  return table;
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const Metric& metric : metrics()) names.push_back(metric.name);
  return names;
}

const Metric& find_metric(std::string_view name) { return tryall::find_metric(metrics(), name); }

std::size_t index_of(const Metric& metric) { return metric_index(metrics(), metric.name); }

bool measured(const Metric& metric, Task task) {
  const std::size_t index = index_of(metric);
  if (index >= metric_count) return further_metrics()[index - metric_count].measured_for(task);
  const std::vector<Task>& tasks = metric_rows()[index].tasks;
  return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
}

const Metric& usual_objective(Task task) {
  if (task == Task::classification) return metrics()[validation_accuracy];
  return metrics()[task == Task::regression ? validation_rmse : test_loss];
}

}  // namespace tryall::train
