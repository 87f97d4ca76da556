#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "csv_data.hpp"

namespace tryall::data {

/// A first line, with what is to be told from it.
struct FirstLine {
  std::string file;
  std::size_t line = 0;
  std::vector<std::string> cells;
};

/// Whether a line names the columns: as `header` says, or, if that is auto, unless a cell is a number.
bool is_header(const FirstLine& first, const std::string& header, Thousands thousands);

/// Adds notes of what the first line could be meant as: with numbers in it, it may be a header of numbers;
/// among nothing but texts, no header is to be told from a sample; and commas may be decimal ones.
void note_first_line(CsvData& data, const FirstLine& first, const Choice& choice, bool numbers_below);

/// The names of the columns, "column 3" for those without. Throws Error where two have the same.
std::vector<std::string> column_names(const FirstLine& first, bool header);

/// Throws Error unless the test file has the columns of the training file.
void check_same_columns(const FirstLine& training, const FirstLine& test, bool header);

/// Tells target, features and roles. Throws SettingError for columns that are not there.
void assign_columns(CsvData& data, const Choice& choice);

}  // namespace tryall::data
