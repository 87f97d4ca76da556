#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <unordered_set>

#include "tryall/data/dataset.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

void expect(bool holds, const Dataset& dataset, const std::string& what) {
  if (!holds)
    throw Error(ErrorCode::bad_input,
                fmt::format("dataset '{}' does not fit together: {}", dataset.name, what));
}

std::size_t number_of_values(const Dataset& dataset) {
  return std::visit([](const auto& values) { return values.size(); }, dataset.values);
}

bool are_classes(const Dataset& dataset) {
  return std::all_of(dataset.labels.begin(), dataset.labels.end(), [&](std::int32_t label) {
    return label >= 0 && static_cast<std::size_t>(label) < dataset.classes;
  });
}

/// Whether a list has a value for each sample, or none at all.
template <class Value>
bool suits(const std::vector<Value>& list, std::size_t samples) {
  return list.empty() || list.size() == samples;
}

bool are_weights(const std::vector<double>& weights) {
  return std::all_of(weights.begin(), weights.end(),
                     [](double weight) { return std::isfinite(weight) && weight >= 0; });
}

/// Whether a group has samples of the test set and others.
bool is_divided(const Dataset& dataset) {
  const auto test = dataset.groups.begin() + static_cast<std::ptrdiff_t>(dataset.test_begin);
  const std::unordered_set<std::uint32_t> before(dataset.groups.begin(), test);
  return std::any_of(test, dataset.groups.end(), [&](std::uint32_t group) { return before.contains(group); });
}

void check_roles(const Dataset& dataset) {
  const std::size_t samples = dataset.samples();
  expect(suits(dataset.groups, samples) && suits(dataset.times, samples) && suits(dataset.weights, samples),
         dataset,
         fmt::format("{} groups, {} times and {} weights of {} samples", dataset.groups.size(),
                     dataset.times.size(), dataset.weights.size(), samples));
  expect(are_weights(dataset.weights), dataset, "a weight is not a finite number of at least 0");
  expect(std::all_of(dataset.times.begin(), dataset.times.end(), [](double t) { return std::isfinite(t); }),
         dataset, "a time is not a finite number");
  expect(dataset.groups.empty() || !is_divided(dataset), dataset,
         "a group is both in the test set and before it");
}

}  // namespace

void check_consistent(const Dataset& dataset) {
  expect(dataset.target_columns > 0, dataset, "target_columns is 0");
  const std::size_t samples = dataset.samples();
  const auto product =
      std::accumulate(dataset.shape.begin(), dataset.shape.end(), std::size_t{1}, std::multiplies<>());
  expect(product == dataset.features, dataset,
         fmt::format("the shape has {} values per sample, features is {}", product, dataset.features));
  expect(number_of_values(dataset) == samples * dataset.features, dataset,
         fmt::format("{} samples of {} features need {} values, there are {}", samples, dataset.features,
                     samples * dataset.features, number_of_values(dataset)));
  expect(are_classes(dataset), dataset,
         fmt::format("a label is not in 0 .. {}, its classes", dataset.classes));
  expect(dataset.targets.size() % dataset.target_columns == 0, dataset,
         fmt::format("{} targets do not fill rows of {}", dataset.targets.size(), dataset.target_columns));
  expect(dataset.test_begin <= samples, dataset,
         fmt::format("its test set begins at sample {}, after the last of {}", dataset.test_begin, samples));
  check_roles(dataset);
}

}  // namespace tryall::data
