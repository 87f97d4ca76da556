#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/formats/csv_number.hpp"
#include "data/formats/decimal.hpp"
#include "data/formats/missing_words.hpp"

namespace tryall::data {

/// A different text of a column.
struct CsvWord {
  enum class Is { text, number, doubtful };  ///< doubtful: a word for a missing number (N/A, -).
  std::string text;
  std::size_t row = 0;  ///< The first that has it.
  Is is = Is::text;
};

/// The cells of one column, as they come. A cell is kept as a number: itself, the days of a date, or, in a
/// column of words, its word's place among the different ones; NaN where it is missing. What the first cell
/// is, all are taken for; where a later one contradicts, the file is read again with all as words.
class ColumnCells {
 public:
  enum class Form { unknown, numbers, dates, words };
  /// A cell worth a word.
  struct Place {
    std::size_t row = 0;
    std::string cell;
  };

  /// How cells are told apart.
  struct Rules {
    bool dates = true;       ///< Otherwise dates are words.
    bool all_texts = false;  ///< Words for a missing number are texts, as where classes are asked for.
    std::size_t most_words = 10000;  ///< Different ones that are kept.
    Thousands thousands = Thousands::none;
  };

  ColumnCells(const MissingWords& missing, const Rules& rules) : missing_words_(&missing), rules_(rules) {}

  double take(std::string_view cell, std::size_t row) {
    double number = 0;
    if (form_ == Form::numbers && rules_.thousands != Thousands::point && plain_decimal(cell, number)) {
      if (missing_words_->is_number(number)) return missing(cell, row);
      if (cell.size() > 1 && cell[0] == '0' && cell[1] != '.' && padded_.empty()) padded_ = cell;
      return number;
    }
    return take_other(cell, row);
  }

  /// At the end of a reading: whether another is needed. After it the column expects words.
  bool needs_another_reading();

  Form form() const { return form_; }
  const std::vector<CsvWord>& words() const { return words_; }
  /// Words beyond those that are kept, with the first of them.
  bool has_too_many_words() const { return !first_beyond_.cell.empty(); }
  const Place& first_beyond() const { return first_beyond_; }

  /// Of words: how many cells are numbers, and how many texts. Words for a missing number are neither.
  std::size_t number_cells() const { return number_cells_; }
  std::size_t text_cells() const { return text_cells_; }
  bool has_doubtful() const { return doubtful_; }

  const Place* first_missing() const { return any_missing_ ? &first_missing_ : nullptr; }
  const Place* first_text() const { return first_text_.cell.empty() ? nullptr : &first_text_; }
  /// Some of the texts, different ones.
  const std::vector<std::string>& some_texts() const { return some_texts_; }
  /// A number that no double holds, as it is written.
  std::string infinite(std::size_t row) const;
  /// A number with a 0 in front, as codes have it: 00501. Empty where there is none.
  const std::string& padded() const { return padded_; }

 private:
  struct Hash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  double take_other(std::string_view cell, std::size_t row);
  double take_first(std::string_view cell, std::size_t row);
  double take_number(std::string_view cell, std::size_t row);
  double take_word(std::string_view cell, std::size_t row);
  double missing(std::string_view cell, std::size_t row);
  double contradicted();
  CsvWord::Is kind_of(std::string_view cell) const;
  void count(CsvWord::Is is, std::string_view cell, std::size_t row);

  const MissingWords* missing_words_;
  Rules rules_;
  Form form_ = Form::unknown;
  bool doubtful_ = false, contradicted_ = false, any_missing_ = false;
  std::size_t number_cells_ = 0, text_cells_ = 0;
  Place first_missing_, first_text_, first_beyond_;
  std::map<std::size_t, std::string> infinite_;
  std::string padded_;
  std::vector<std::string> some_texts_;
  std::vector<CsvWord> words_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_of_words_;
};

}  // namespace tryall::data
