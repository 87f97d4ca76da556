#include "tryall/everything/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"

namespace tryall::everything {
namespace {

/// Folds, a test set and a class of a single sample do not go together.
void check_classes(const data::Dataset& dataset) {
  std::vector<std::size_t> counts(dataset.classes, 0);
  for (const std::int32_t label : dataset.labels) ++counts[static_cast<std::size_t>(label)];
  for (std::size_t label = 0; label < counts.size(); ++label)
    if (counts[label] == 1)
      throw Error(
          ErrorCode::bad_input,
          fmt::format(
              "class '{}' has a single sample: it cannot be in both the training and the test rows; leave it "
              "out, or join it with another class",
              dataset.class_name(label)));
}

}  // namespace

Facts facts_of(const data::Dataset& dataset, double test_share) {
  constexpr std::size_t fewest = 20;
  if (dataset.task == Task::function)
    throw Error(ErrorCode::bad_input,
                fmt::format("'{}' is a test function: there is nothing to predict", dataset.name));
  if (dataset.samples() < fewest)
    throw Error(ErrorCode::not_enough_data, fmt::format("dataset '{}' has {} samples; at least {} are needed",
                                                        dataset.name, dataset.samples(), fewest));
  if (dataset.task == Task::classification) check_classes(dataset);
  const std::size_t samples = dataset.samples();
  const std::size_t sealed =
      dataset.has_test_set()
          ? samples - dataset.test_begin
          : static_cast<std::size_t>(std::lround(test_share * static_cast<double>(samples)));
  return {.task = dataset.task,
          .sealed = sealed,
          .learning = samples - sealed,
          .features = dataset.features,
          .classes = dataset.classes,
          .images = dataset.shape.size() > 1,
          .ordered = !dataset.times.empty()};
}

}  // namespace tryall::everything
