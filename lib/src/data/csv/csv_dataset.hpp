#pragma once

#include "csv_data.hpp"
#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// Makes the dataset of what was read: a column of numbers or dates is a feature as it is, one of two words
/// such as no and yes a feature of 0 and 1, another column of text a feature of 0 and 1 for each of its
/// categories, sorted. A missing number is NaN, for each training to fill; a missing text is in no category.
Dataset csv_dataset(CsvData data, const Choice& choice);

}  // namespace tryall::data
