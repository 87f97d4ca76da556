#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

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
  /// Whether the number stands for a missing one: -999 does as -999.0, too.
  bool is_number(double number) const {
    return !numbers_.empty() && std::find(numbers_.begin(), numbers_.end(), number) != numbers_.end();
  }

 private:
  bool auto_ = true;
  std::vector<std::string> words_;
  std::vector<double> numbers_;  ///< Those of the words that are numbers.
};

/// "a, b" as "a" and "b".
std::vector<std::string> listed_words(std::string_view list);

}  // namespace tryall::data
