#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_data.hpp"
#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// A cell's place: which file, which row.
struct CsvPlace {
  std::size_t part = 0, row = 0;
};

/// What the cells of a column are, over all files.
struct CsvCensus {
  std::size_t numbers = 0, texts = 0, missing = 0;
  std::optional<CsvPlace> first_text = {}, first_missing = {}, first_infinite = {};
};
CsvCensus census(const CsvData& data, std::size_t column);

/// Whether a column of features is encoded as text.
bool is_text(const CsvData& data, std::size_t column, const CsvCensus& cells);

/// Throws Error for text in what is meant as a column of numbers, and for numbers a double cannot hold.
void check_numbers(const CsvData& data, std::size_t column, const CsvCensus& cells);

/// Appends the features of all samples to `dataset`: a column of numbers as it is, a column of text as one
/// column of 0 and 1 for each of its categories, sorted. `missing` is the setting of that name: with "mean"
/// and "median" a missing number is NaN, for each training to fill, and a missing text is 0 in all its
/// columns.
void add_features(Dataset& dataset, const CsvData& data, const std::string& missing);

/// Sets what became of each column, in their order, and notes of what was guessed. Comes last.
void describe_columns(Dataset& dataset, const CsvData& data);

/// Sets the task, and labels and classes or targets. `task` is the setting of that name.
void set_target(Dataset& dataset, const CsvData& data, const std::string& task);

}  // namespace tryall::data
