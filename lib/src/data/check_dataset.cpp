#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

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
}

}  // namespace tryall::data
