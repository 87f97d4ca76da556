#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "csv_data.hpp"
#include "tryall/data/dataset.hpp"
#include "tryall/data/table_census.hpp"

namespace tryall::data {

/// How many cells of a column of words are numbers, how many texts, and how many words for a missing number.
struct WordCounts {
  std::size_t numbers = 0, texts = 0, doubtful = 0;
};
WordCounts count_words(const CsvData& data, std::size_t column);

/// Throws Error for text in what is meant as a column of numbers, and for numbers a double cannot hold.
void check_numbers(const CsvData& data, std::size_t column);

/// Throws Error at the column's first missing cell.
[[noreturn]] void refuse_missing(const CsvData& data, std::size_t column);

/// What is to become of a column of features, with its place among the features still open. Throws Error
/// where it cannot be encoded, or has missing cells where `missing` refuses them.
struct ColumnPlan {
  ColumnCensus census;
  /// The feature of each word, or, of a boolean, its value; `no_feature` for one that no row has.
  std::vector<std::size_t> of_words = {};
  static constexpr std::size_t no_feature = static_cast<std::size_t>(-1);
};
ColumnPlan plan_column(const CsvData& data, std::size_t column, const Choice& choice);

/// Sets `same_as` of columns that are the same as an earlier one or the target.
void find_same_columns(const CsvData& data, std::vector<ColumnPlan>& plans);

/// The column in a setting's value, as JSON: "\"age\""; its number, where its name stands for another or for
/// several.
std::string setting_for_column(const CsvData& data, std::size_t column);

/// Says of a target of texts that look like numbers or dates that they were taken for classes.
void note_classes(Dataset& dataset, const CsvData& data);

/// Adds notes of what was guessed about the columns.
void note_columns(Dataset& dataset, const CsvData& data, const std::vector<ColumnPlan>& plans);

/// Sets the task, and labels and classes or targets, and says what the target is. Throws Error.
ColumnCensus set_target(Dataset& dataset, const CsvData& data, const std::string& task);

/// Sets groups, times and weights, and says what their columns are, in the order of `data.roles`. Throws
/// Error, with line and column, for a cell that is missing or none of these, and for a group that is in both
/// files.
std::vector<ColumnCensus> set_roles(Dataset& dataset, const CsvData& data);

}  // namespace tryall::data
