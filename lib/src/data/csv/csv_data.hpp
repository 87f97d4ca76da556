#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tryall/data/formats/csv.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// Which cells hold no value.
class MissingWords {
 public:
  /// `words` is the setting na_values: "auto", or words separated by commas.
  explicit MissingWords(std::string_view words = "auto");

  /// Whether the cell is missing in every column: it is empty or one of the words.
  bool everywhere(std::string_view cell) const;
  /// Whether it is missing in a column of numbers. "auto" has more words there, such as - and N/A, which are
  /// texts like others in a column of text.
  bool among_numbers(std::string_view cell) const;

 private:
  bool auto_ = true;
  std::vector<std::string> words_;
  std::vector<double> numbers_;  ///< Those of the words that are numbers.
};

/// "a, b" as "a" and "b".
std::vector<std::string> listed_words(std::string_view list);

/// Files of one and the same header, without it, and what their columns are for.
struct CsvData {
  std::vector<CsvTable> parts;  ///< The training samples, and, if there is one, the test file's.
  std::vector<std::string> names;
  std::size_t target = 0;
  std::vector<std::size_t> features;
  bool header = false;             ///< The names are from the first line.
  std::vector<bool> numeric = {};  ///< Columns with more numbers than texts.
  MissingWords missing = MissingWords();
  std::vector<std::string> notes = {};  ///< What was guessed.

  bool is_missing(std::string_view cell, std::size_t column) const {
    return numeric[column] ? missing.among_numbers(cell) : missing.everywhere(cell);
  }
};

/// Reads the files of the choice, tells header, target and features, and drops rows with missing cells if
/// that is asked for. Throws Error.
CsvData read_csv_data(const Choice& choice, const std::filesystem::path& data_folder);

/// An Error that names the file, the row's line and the column.
[[noreturn]] void fail_at(const CsvData& data, std::size_t part, std::size_t row, std::size_t column,
                          const std::string& message);

}  // namespace tryall::data
