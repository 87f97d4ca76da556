#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// What stands in for missing values.
struct Fill {
  Buffer<double> values;                    ///< One a feature; 0 for features without gaps.
  std::vector<std::size_t> without_values;  ///< Features of which the training samples have no value; 0, too.
};

/// Which features get a value to be filled with.
enum class FilledFeatures {
  with_gaps,  ///< Those of which any sample of the dataset has no value.
  all         ///< Every one: samples of other tables may miss it.
};

/// The median, where `dataset.imputation` is that, else the mean of each feature over the values that the
/// samples `training` have. A median of an even number of values is halfway between the two in the middle.
Fill fit_fill(const Dataset& dataset, std::span<const std::uint32_t> training,
              FilledFeatures features = FilledFeatures::with_gaps);

/// The features of the samples `training`, in their order, filled, without labels and targets.
Dataset filled_rows(const Dataset& dataset, std::span<const std::uint32_t> training, const Fill& fill);

}  // namespace tryall::data
