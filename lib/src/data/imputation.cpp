#include "imputation.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

template <class Visit>
void visit_numbers(const Dataset& dataset, Visit visit) {
  if (const auto* wide = std::get_if<Buffer<double>>(&dataset.values)) return visit(*wide);
  const auto* narrow = std::get_if<Buffer<float>>(&dataset.values);
  require(narrow != nullptr, "bytes are never missing");
  visit(*narrow);
}

/// Whether any sample misses the feature.
template <class Raw>
std::vector<bool> features_with_gaps(const Buffer<Raw>& values, std::size_t features) {
  std::vector<bool> gaps(features, false);
  for (std::size_t sample = 0; sample < values.size() / features; ++sample)
    for (std::size_t feature = 0; feature < features; ++feature)
      if (std::isnan(values[sample * features + feature])) gaps[feature] = true;
  return gaps;
}

double mean_of(const std::vector<double>& numbers) {
  const auto count = static_cast<double>(numbers.size());
  double mean = 0;
  for (const double number : numbers) mean += number / count;
  return mean;
}

double median_of(std::vector<double>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  const double low = numbers[(numbers.size() - 1) / 2], high = numbers[numbers.size() / 2];
  return low + (high - low) / 2;
}

}  // namespace

Fill fit_fill(const Dataset& dataset, std::span<const std::uint32_t> training, FilledFeatures features) {
  Fill fill{Buffer<double>(dataset.features, 0.0), {}};
  visit_numbers(dataset, [&](const auto& values) {
    const std::vector<bool> gaps = features == FilledFeatures::all
                                       ? std::vector<bool>(dataset.features, true)
                                       : features_with_gaps(values, dataset.features);
    std::vector<double> numbers;
    for (std::size_t feature = 0; feature < dataset.features; ++feature) {
      if (!gaps[feature]) continue;
      numbers.clear();
      for (const std::uint32_t sample : training) {
        const auto value = static_cast<double>(values[sample * dataset.features + feature]);
        if (!std::isnan(value)) numbers.push_back(value);
      }
      if (numbers.empty())
        fill.without_values.push_back(feature);
      else
        fill.values[feature] =
            dataset.imputation == Imputation::median ? median_of(numbers) : mean_of(numbers);
    }
  });
  return fill;
}

Dataset filled_rows(const Dataset& dataset, std::span<const std::uint32_t> training, const Fill& fill) {
  Dataset filled{.name = dataset.name, .shape = dataset.shape, .features = dataset.features};
  filled.task = dataset.task;
  visit_numbers(dataset, [&](const auto& values) {
    std::decay_t<decltype(values)> rows;
    rows.reserve(training.size() * dataset.features);
    for (const std::uint32_t sample : training)
      for (std::size_t feature = 0; feature < dataset.features; ++feature) {
        const auto value = values[sample * dataset.features + feature];
        rows.push_back(std::isnan(value) ? static_cast<std::decay_t<decltype(value)>>(fill.values[feature])
                                         : value);
      }
    filled.values = std::move(rows);
  });
  return filled;
}

}  // namespace tryall::data
