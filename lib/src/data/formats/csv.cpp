#include "tryall/data/formats/csv.hpp"

#include <algorithm>

#include "csv_rows.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
CsvTable::CsvTable(std::span<const std::uint8_t> bytes, char delimiter, const std::string& what)
    : what_(what) {
  CsvRows rows(read_from(bytes), delimiter, what, std::clamp<std::size_t>(bytes.size(), 1, 1 << 20));
  while (rows.next()) {
    if (lines_.empty()) columns_ = rows.cells().size();
    if (rows.cells().size() != columns_) rows.fail_unequal(lines_.front(), columns_);
    rows_.push_back(ends_.size());
    lines_.push_back(rows.line());
    for (const std::string_view cell : rows.cells()) {
      text_ += cell;
      ends_.push_back(text_.size());
    }
  }
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
  const std::size_t index = rows_[row] + column;
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

}  // namespace tryall::data
