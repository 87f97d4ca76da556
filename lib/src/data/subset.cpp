#include <utility>

#include "tryall/data/dataset.hpp"

namespace tryall::data {
namespace {

/// `width` values a sample; none where there are none.
template <class Values>
Values rows_of(const Values& all, std::size_t width, std::span<const std::uint32_t> samples) {
  Values rows;
  if (all.empty()) return rows;
  rows.reserve(samples.size() * width);
  for (const std::uint32_t sample : samples) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(sample * width);
    rows.insert(rows.end(), begin, begin + static_cast<std::ptrdiff_t>(width));
  }
  return rows;
}

}  // namespace

Dataset subset(const Dataset& dataset, std::span<const std::uint32_t> samples) {
  Dataset part{.name = dataset.name,
               .shape = dataset.shape,
               .features = dataset.features,
               .classes = dataset.classes,
               .test_begin = samples.size(),
               .task = dataset.task,
               .target_columns = dataset.target_columns,
               .feature_names = dataset.feature_names,
               .class_names = dataset.class_names,
               .function = dataset.function,
               .imputation = dataset.imputation,
               .census = dataset.census};
  part.values =
      std::visit([&](const auto& all) { return FeatureValues(rows_of(all, dataset.features, samples)); },
                 dataset.values);
  part.labels = rows_of(dataset.labels, 1, samples);
  part.targets = rows_of(dataset.targets, dataset.target_columns, samples);
  part.groups = rows_of(dataset.groups, 1, samples);
  part.times = rows_of(dataset.times, 1, samples);
  part.weights = rows_of(dataset.weights, 1, samples);
  return part;
}

}  // namespace tryall::data
