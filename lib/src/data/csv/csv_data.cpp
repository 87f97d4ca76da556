#include "csv_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "csv_header.hpp"
#include "data/formats/csv_rows.hpp"
#include "data/sources/sources.hpp"
#include "tryall/data/formats/bytes.hpp"
#include "tryall/data/formats/content.hpp"
#include "tryall/data/formats/csv.hpp"
#include "tryall/error.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

/// A file that can be read more than once: what is no regular file is kept.
class Source {
 public:
  explicit Source(const std::filesystem::path& file) : file_(file) {
    if (!std::filesystem::is_regular_file(file)) bytes_ = read_bytes(file);
  }
  CsvRows rows(char delimiter) const {
    if (!bytes_.empty()) return {read_from(bytes_), delimiter, file_.string()};
    auto stream = std::make_shared<ByteStream>(file_);
    return {[stream](std::span<std::uint8_t> room) { return stream->read(room); }, delimiter, file_.string()};
  }
  std::string name() const { return file_.string(); }

 private:
  std::filesystem::path file_;
  std::vector<std::uint8_t> bytes_;
};

class Reading {
 public:
  Reading(const Choice& choice, const std::filesystem::path& data_folder) : choice_(choice) {
    data_.missing = std::make_shared<const MissingWords>(choice.word("na_values"));
    data_.thousands = thousands_from(choice.word("thousands"));
    for (const char* setting : {"file", "test_file"})
      if (setting == std::string_view("file") || !choice.word(setting).empty())
        sources_.emplace_back(find_file(choice.word(setting), data_folder));
  }

  CsvData finish() {
    read_all();
    bool again = false;
    for (ColumnCells& column : data_.columns) again = column.needs_another_reading() || again;
    if (again) read_all();
    check_words();
    note_first_line(data_, first_, choice_, numbers_below_);
    if (!points_are_decimal_ && !point_.empty())
      data_.notes.push_back(fmt::format(
          "{}: line {}: '{}' is read as a decimal number; three digits follow each point in it: if "
          "points stand between thousands, set thousands to \"point\"",
          data_.file(), point_line_, excerpt(point_)));
    return std::move(data_);
  }

 private:
  void read_all() {
    data_.cells = CellStore(width());
    data_.parts.clear();
    for (const Source& source : sources_) read(source);
  }

  void read(const Source& source) {
    CsvRows rows = source.rows(delimiter_from(choice_.word("delimiter")));
    data_.parts.push_back({source.name()});
    if (!rows.next()) throw Error(ErrorCode::bad_input, fmt::format("{}: holds no rows", source.name()));
    const FirstLine first{source.name(), rows.line(), {rows.cells().begin(), rows.cells().end()}};
    first_line_ = first.line;
    if (data_.parts.size() > 1)
      check_same_columns(first_, first, data_.header);
    else if (data_.names.empty())
      begin(first);
    if (!data_.header) add(rows);
    while (rows.next()) add(rows);
    data_.parts.back().end = data_.parts.back().read_end = data_.cells.rows();
    if (data_.parts.back().end == (data_.parts.size() > 1 ? data_.training_rows() : 0))
      throw Error(ErrorCode::bad_input, fmt::format("{}: holds a header and no rows", source.name()));
  }

  void begin(const FirstLine& first) {
    first_ = first;
    data_.header = is_header(first, choice_.word("header"), data_.thousands);
    data_.names = column_names(first, data_.header);
    assign_columns(data_, choice_);
    data_.cells = CellStore(width());
    const auto column = [&](ColumnCells::Rules rules) {
      rules.thousands = data_.thousands;
      return ColumnCells(*data_.missing, rules);
    };
    data_.columns.assign(data_.names.size(), column({}));
    data_.columns[data_.target] = column({.dates = false,
                                          .all_texts = choice_.word("task") == "classification",
                                          .most_words = most_target_words});
    for (const RoleColumn& role : data_.roles)
      data_.columns[role.column] = column({.most_words = std::numeric_limits<std::uint32_t>::max()});
  }

  std::size_t width() const { return data_.features.size() + 1 + data_.roles.size(); }

  void add(const CsvRows& rows) {
    const std::vector<std::string_view>& cells = rows.cells();
    if (cells.size() != data_.names.size()) rows.fail_unequal(first_line_, data_.names.size());
    const std::size_t row = data_.cells.rows();
    double* out = data_.cells.add(rows.line());
    for (const std::size_t column : data_.features) *out++ = data_.columns[column].take(cells[column], row);
    *out++ = data_.columns[data_.target].take(cells[data_.target], row);
    for (const RoleColumn& role : data_.roles)
      *out++ = data_.columns[role.column].take(cells[role.column], row);
    check_size();
    if (rows.delimiter() == ';' && data_.thousands == Thousands::none) note_point(rows);
    if (!numbers_below_ && rows.line() != first_line_)
      numbers_below_ = std::any_of(cells.begin(), cells.end(), [&](std::string_view cell) {
        return number_in(cell, data_.thousands).has_value();
      });
  }

  /// Points between thousands and decimal ones are written alike, where three digits follow each of them.
  void note_point(const CsvRows& rows) {
    if (points_are_decimal_) return;
    for (const std::string_view cell : rows.cells()) {
      if (cell.find('.') == std::string_view::npos || !number_in(cell)) continue;
      points_are_decimal_ = points_are_decimal_ || !number_in(cell, Thousands::point);
      if (point_.empty()) {
        point_ = cell;
        point_line_ = rows.line();
      }
    }
  }

  /// Cells of a digit or two take more memory than they take in the file.
  void check_size() const {
    constexpr std::size_t often = 65536;
    if (data_.cells.rows() % often != 0) return;
    if (data_.cells.rows() * data_.cells.width() * sizeof(double) > most_unpacked_bytes())
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: has more than {} rows of {} columns, for which half of this machine's memory "
                      "is not enough; ignore columns, or take a part of the rows",
                      data_.parts.back().file, data_.cells.rows(), data_.cells.width()));
  }

  /// Refuses bytes that are no text: they would be in names of features and classes.
  void check_words() const {
    for (const std::string& name : data_.names)
      if (!is_utf8(name)) refuse_bytes(first_.file, first_.line, "a name");
    for (std::size_t column = 0; column < data_.columns.size(); ++column)
      for (const CsvWord& word : data_.columns[column].words())
        if (!is_utf8(word.text))
          refuse_bytes(data_.parts[word.row < data_.parts[0].read_end ? 0 : 1].file,
                       data_.cells.line(word.row), fmt::format("column '{}'", excerpt(data_.names[column])));
  }
  [[noreturn]] static void refuse_bytes(const std::string& file, std::size_t line, const std::string& where) {
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: line {}: {} has bytes that are no UTF-8; if the file is in Latin-1, convert it: "
                    "{}",
                    file, line, where, iconv_command("LATIN1", file)));
  }

  static constexpr std::size_t most_target_words = 65536;

  const Choice& choice_;
  std::vector<Source> sources_;
  CsvData data_;
  FirstLine first_;
  bool numbers_below_ = false, points_are_decimal_ = false;
  std::string point_;  ///< The first number with a point.
  std::size_t point_line_ = 0;
  std::size_t first_line_ = 0;
};

void drop_incomplete_rows(CsvData& data) {
  std::vector<std::size_t> kept(data.parts.size(), 0);
  data.cells.filter([&](std::size_t row, const double* cells) {
    const bool whole =
        std::none_of(cells, cells + data.cells.width(), [](double cell) { return std::isnan(cell); });
    if (whole) ++kept[row < data.training_rows() ? 0 : 1];
    return whole;
  });
  std::size_t end = 0;
  for (std::size_t part = 0; part < kept.size(); ++part) {
    if (kept[part] == 0)
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: every row has a missing value, so that dropping them leaves none; ignore the "
                      "columns that are mostly empty, or set missing to \"mean\" or \"median\"",
                      data.parts[part].file));
    data.parts[part].end = end += kept[part];
  }
}

}  // namespace

void fail_at(const CsvData& data, std::size_t row, std::size_t column, const std::string& message) {
  const std::string& file = data.parts[row < data.parts[0].read_end ? 0 : data.parts.size() - 1].file;
  throw Error(ErrorCode::bad_input, fmt::format("{}: line {}, column '{}': {}", file, data.cells.line(row),
                                                excerpt(data.names[column]), message));
}

const CsvWord* word_at(const CsvData& data, std::size_t row, std::size_t column) {
  const double cell = data.cell(row, column);
  const auto& words = data.columns[column].words();
  return cell < static_cast<double>(words.size()) ? &words[static_cast<std::size_t>(cell)] : nullptr;
}

CsvData read_csv_data(const Choice& choice, const std::filesystem::path& data_folder) {
  CsvData data = Reading(choice, data_folder).finish();
  if (choice.word("missing") == "drop") drop_incomplete_rows(data);
  survey(data);
  return data;
}

}  // namespace tryall::data
