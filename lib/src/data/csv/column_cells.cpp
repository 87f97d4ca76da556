#include "column_cells.hpp"

#include "data/formats/date.hpp"
#include "tryall/data/formats/csv.hpp"

namespace tryall::data {
namespace {

constexpr std::size_t most_examples = 1000;
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace

bool ColumnCells::needs_another_reading() {
  const bool only_doubtful = form_ == Form::unknown && doubtful_;  // among no numbers they are texts
  if (!contradicted_ && !only_doubtful) return false;
  *this = ColumnCells(*missing_words_, rules_);
  form_ = Form::words;
  return true;
}

std::string ColumnCells::infinite(std::size_t row) const {
  const auto found = infinite_.find(row);
  return found == infinite_.end() ? "inf" : found->second;
}

double ColumnCells::missing(std::string_view cell, std::size_t row) {
  if (!any_missing_) first_missing_ = {row, std::string(cell)};
  any_missing_ = true;
  return no_value;
}

/// Nothing more is kept in this reading.
double ColumnCells::contradicted() {
  contradicted_ = true;
  return no_value;
}

double ColumnCells::take_other(std::string_view cell, std::size_t row) {
  if (missing_words_->everywhere(cell)) return missing(cell, row);
  switch (form_) {
    case Form::unknown:
      return take_first(cell, row);
    case Form::numbers:
      return take_number(cell, row);
    case Form::dates: {
      const std::optional<double> date = date_in(cell);
      return date ? *date : contradicted();
    }
    case Form::words:
      break;
  }
  return take_word(cell, row);
}

double ColumnCells::take_first(std::string_view cell, std::size_t row) {
  if (missing_words_->among_numbers(cell)) {
    if (rules_.all_texts) return contradicted();
    doubtful_ = true;
    return missing(cell, row);
  }
  if (number_in(cell, rules_.thousands))
    form_ = Form::numbers;
  else if (rules_.dates && date_in(cell))
    form_ = Form::dates;
  else
    form_ = Form::words;
  if (doubtful_ && form_ != Form::numbers) return contradicted();
  return take(cell, row);
}

double ColumnCells::take_number(std::string_view cell, std::size_t row) {
  if (missing_words_->among_numbers(cell)) {
    if (rules_.all_texts) return contradicted();
    return missing(cell, row);
  }
  const std::optional<double> number = number_in(cell, rules_.thousands);
  if (!number) return contradicted();
  if (!std::isfinite(*number) && infinite_.size() < most_examples) infinite_.emplace(row, cell);
  if (cell.size() > 1 && cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9' && padded_.empty())
    padded_ = cell;
  return *number;
}

CsvWord::Is ColumnCells::kind_of(std::string_view cell) const {
  if (missing_words_->among_numbers(cell)) return CsvWord::Is::doubtful;
  return number_in(cell, rules_.thousands) ? CsvWord::Is::number : CsvWord::Is::text;
}

void ColumnCells::count(CsvWord::Is is, std::string_view cell, std::size_t row) {
  if (is == CsvWord::Is::doubtful) doubtful_ = true;
  if (is == CsvWord::Is::number) ++number_cells_;
  if (is != CsvWord::Is::text) return;
  ++text_cells_;
  if (first_text_.cell.empty()) first_text_ = {row, std::string(cell)};
}

double ColumnCells::take_word(std::string_view cell, std::size_t row) {
  if (const auto found = numbers_of_words_.find(cell); found != numbers_of_words_.end()) {
    count(words_[found->second].is, cell, row);
    return found->second;
  }
  const CsvWord::Is is = kind_of(cell);
  count(is, cell, row);
  if (is == CsvWord::Is::text && some_texts_.size() < most_examples) some_texts_.emplace_back(cell);
  const auto place = static_cast<std::uint32_t>(words_.size());
  if (words_.size() == rules_.most_words) {
    if (first_beyond_.cell.empty()) first_beyond_ = {row, std::string(cell)};
    return place;
  }
  numbers_of_words_.emplace(cell, place);
  words_.push_back({std::string(cell), row, is});
  return place;
}

}  // namespace tryall::data
