#include "array_dataset.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "data/label_classes.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

/// Above it, what was given are hardly classes.
constexpr std::size_t most_classes = 65536;
/// Up to as many, whole numbers among floats may be classes; above it, those of integers may be amounts.
constexpr std::size_t usual_classes = 20;

[[noreturn]] void fail(const NamedArray& array, const std::string& message) {
  throw Error(ErrorCode::bad_input, fmt::format("{}: {}", array.what, message));
}

std::string shape_text(const std::vector<std::size_t>& shape) {
  return fmt::format("({})", fmt::join(shape, ", "));
}

void check_finite(const NamedArray& array) {
  std::visit(
      [&](const auto& values) {
        const auto bad = std::find_if(values.begin(), values.end(),
                                      [](auto value) { return !std::isfinite(static_cast<double>(value)); });
        if (bad == values.end()) return;
        const auto place = static_cast<std::size_t>(bad - values.begin());
        const std::size_t row = place / (values.size() / array.array.shape[0]);
        fail(array, fmt::format("holds {} in row {} (counted from 0); replace it, or leave the row out",
                                std::isnan(static_cast<double>(*bad)) ? "NaN" : "infinity", row));
      },
      array.array.values);
}

void check_rows(const NamedArray& array) {
  if (array.array.shape.empty()) fail(array, "is a single number, not an array with one row per sample");
}

void check_part(const ArrayPart& part) {
  check_samples(part.features);
  check_rows(part.targets);
  const auto& samples = part.features.array.shape;
  const auto& targets = part.targets.array.shape;
  if (samples[0] != targets[0])
    throw Error(ErrorCode::bad_input,
                fmt::format("{} has {} rows, {} has {}: they do not belong together", part.features.what,
                            samples[0], part.targets.what, targets[0]));
  if (targets.size() > 2 || part.targets.array.count() == 0)
    fail(part.targets, fmt::format("is of shape {}; labels are of shape (samples), targets of (samples) or "
                                   "(samples, columns)",
                                   shape_text(targets)));
  check_finite(part.targets);
}

Buffer<double> as_double(const FeatureValues& values) {
  return std::visit([](const auto& raw) { return Buffer<double>(raw.begin(), raw.end()); }, values);
}

void append(FeatureValues& values, const FeatureValues& more) {
  if (values.index() != more.index()) values = as_double(values);
  std::visit(
      [&](auto& to) {
        std::visit(
            [&](const auto& from) {
              for (const auto value : from)
                to.push_back(static_cast<typename std::decay_t<decltype(to)>::value_type>(value));
            },
            more);
      },
      values);
}

/// The labels of a part, one a sample. Throws Error for what is none.
std::vector<double> labels_of(const NamedArray& array) {
  if (array.array.count() != array.array.shape[0])
    fail(array, fmt::format("is of shape {}, but labels are one value per sample; if it is one-hot, save "
                            "array.argmax(1), and if it is a regression, set task to \"regression\"",
                            shape_text(array.array.shape)));
  const Buffer<double> values = as_double(array.array.values);
  std::vector<double> labels;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!is_label(values[row]))
      fail(array, fmt::format("holds {} in row {} (counted from 0), which is not a label: labels are whole "
                              "numbers; for a regression, set task to \"regression\"",
                              values[row], row));
    labels.push_back(values[row] + 0.0);  // -0 is 0
  }
  return labels;
}

void append_labels(Dataset& dataset, const NamedArray& array, const std::vector<double>& labels,
                   const LabelClasses<double>& classes) {
  for (std::size_t row = 0; row < labels.size(); ++row) {
    const auto label = classes.find(labels[row]);
    if (!label)
      fail(array, fmt::format("holds label {} in row {} (counted from 0), which no training sample has; a "
                              "model cannot learn it: leave the row out, or add such training samples",
                              labels[row], row));
    dataset.labels.push_back(*label);
  }
}

void set_classes(Dataset& dataset, const ArrayPart& training, const ArrayPart* test) {
  const std::vector<double> labels = labels_of(training.targets);
  const LabelClasses<double> classes(labels);
  if (classes.size() == 1)
    fail(training.targets,
         fmt::format("all samples are of one class, {}: there is nothing to learn", classes.labels()[0]));
  if (classes.size() > most_classes)
    fail(training.targets, fmt::format("holds {} different labels, too many to be classes; for a regression, "
                                       "set task to \"regression\"",
                                       classes.size()));
  dataset.classes = classes.size();
  dataset.class_names = class_names_of(classes.labels());
  append_labels(dataset, training.targets, labels, classes);
  if (test) append_labels(dataset, test->targets, labels_of(test->targets), classes);
}

/// Says that columns of 0 and 1 alone, as one-hot labels are, were taken for targets.
void note_columns_of_classes(Dataset& dataset, const NamedArray& targets) {
  const auto count = dataset.test_begin * dataset.target_columns;
  std::size_t rows_with_one = 0;
  for (std::size_t i = 0; i < count; i += dataset.target_columns) {
    std::size_t ones = 0;
    for (std::size_t k = i; k < i + dataset.target_columns; ++k) {
      if (dataset.targets[k] != 0 && dataset.targets[k] != 1) return;
      ones += dataset.targets[k] == 1 ? 1 : 0;
    }
    rows_with_one += ones == 1 ? 1 : 0;
  }
  dataset.notes.push_back(fmt::format(
      "{}: {} columns of 0 and 1 are read as regression targets; {}", targets.what, dataset.target_columns,
      rows_with_one == dataset.test_begin
          ? "each row has a single 1: if they are one-hot classes, save array.argmax(1)"
          : "for a classification, save one label per sample"));
}

/// Says what "auto" made of targets that could be meant otherwise.
void note_task(Dataset& dataset, const NamedArray& targets) {
  if (dataset.task == Task::classification) {
    if (dataset.classes > usual_classes && dataset.classes > dataset.test_begin / 2)
      dataset.notes.push_back(fmt::format(
          "{}: {} different whole numbers in {} rows are read as classes; if they are amounts, set "
          "task to \"regression\"",
          targets.what, dataset.classes, dataset.test_begin));
    return;
  }
  if (dataset.target_columns != 1) return note_columns_of_classes(dataset, targets);
  const std::vector<double> found(dataset.targets.begin(),
                                  dataset.targets.begin() + static_cast<std::ptrdiff_t>(dataset.test_begin));
  const LabelClasses<double> values(found);
  if (values.size() <= usual_classes && values.size() < found.size() &&
      std::all_of(values.labels().begin(), values.labels().end(), is_label))
    dataset.notes.push_back(
        fmt::format("{}: floats with {} distinct whole values are read as regression targets; if they "
                    "are classes, set task to \"classification\"",
                    targets.what, values.size()));
}

void append_targets(Dataset& dataset, const NamedArray& array) {
  const std::size_t columns = array.array.count() / array.array.shape[0];
  if (columns != dataset.target_columns)
    fail(array, fmt::format("has {} columns, the training targets have {}", columns, dataset.target_columns));
  const Buffer<double> targets = as_double(array.array.values);
  dataset.targets.insert(dataset.targets.end(), targets.begin(), targets.end());
}

void set_targets(Dataset& dataset, const ArrayPart& training, const ArrayPart* test) {
  dataset.task = Task::regression;
  dataset.target_columns = training.targets.array.count() / training.targets.array.shape[0];
  append_targets(dataset, training.targets);
  if (never_vary(dataset.targets, dataset.target_columns))
    fail(training.targets, "all samples have the same target: there is nothing to learn");
  if (test) append_targets(dataset, test->targets);
}

}  // namespace

void check_samples(const NamedArray& features) {
  check_rows(features);
  if (features.array.shape[0] == 0) fail(features, "has no rows");
  if (features.array.count() == 0)
    fail(features,
         fmt::format("is of shape {}: its samples have no features", shape_text(features.array.shape)));
  check_finite(features);
}

std::vector<std::size_t> sample_shape(const NamedArray& features) {
  const auto& shape = features.array.shape;
  if (shape.size() > 4)
    fail(features, fmt::format("is of shape {}; samples have one dimension, or two or three as images",
                               shape_text(shape)));
  if (shape.size() == 4 && shape[3] <= 4 && shape[1] > 4)
    fail(features,
         fmt::format("is of shape {}, which looks like images with their channels last; bring them to the "
                     "front: array.transpose(0, 3, 1, 2)",
                     shape_text(shape)));
  if (shape.size() == 1) return {1};
  return {shape.begin() + 1, shape.end()};
}

std::vector<std::string> class_names_of(const std::vector<double>& labels) {
  std::vector<std::string> names;
  bool counted = true;
  for (const double label : labels) {
    counted = counted && label == static_cast<double>(names.size());
    names.push_back(fmt::format("{}", label));
  }
  return counted ? std::vector<std::string>() : names;
}

Dataset array_dataset(const std::string& name, ArrayPart training, std::optional<ArrayPart> test,
                      const std::string& task) {
  check_part(training);
  if (test) check_part(*test);
  Dataset dataset{.name = name, .shape = sample_shape(training.features)};
  dataset.features = training.features.array.count() / training.features.array.shape[0];
  dataset.test_begin = training.features.array.shape[0];
  const bool labels = task == "classification" || (task == "auto" && training.targets.array.integral);
  (labels ? set_classes : set_targets)(dataset, training, test ? &*test : nullptr);
  if (task == "auto") note_task(dataset, training.targets);
  dataset.values = std::move(training.features.array.values);
  if (!test) return dataset;
  if (sample_shape(test->features) != dataset.shape)
    throw Error(ErrorCode::bad_input,
                fmt::format("{} has samples of shape {}, {} of {}: they do not belong together",
                            training.features.what, shape_text(dataset.shape), test->features.what,
                            shape_text(sample_shape(test->features))));
  append(dataset.values, test->features.array.values);
  return dataset;
}

Parameter array_task() {
  return {.name = "task",
          .type = Parameter::Type::word,
          .fallback = std::string("auto"),
          .meaning = "auto: classification where the labels are whole numbers by their type, else regression",
          .words = {"auto", "classification", "regression"}};
}

}  // namespace tryall::data
