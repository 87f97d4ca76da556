#include "tryall/data/table_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "csv_header.hpp"
#include "data/formats/csv_number.hpp"
#include "data/formats/csv_rows.hpp"
#include "data/formats/date.hpp"
#include "data/formats/missing_words.hpp"
#include "tryall/data/formats/bytes.hpp"
#include "tryall/data/formats/csv.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

CsvRows open_rows(const std::filesystem::path& file, const Choice& choice) {
  constexpr std::size_t piece = std::size_t{1} << 20;
  if (file == "-")
    return {[](std::span<std::uint8_t> room) {
              const ssize_t count = read(STDIN_FILENO, room.data(), room.size());
              if (count < 0) throw Error(ErrorCode::bad_input, "the standard input cannot be read");
              return static_cast<std::size_t>(count);
            },
            delimiter_from(choice.word("delimiter")), "standard input", piece, "csv"};
  auto stream = std::make_shared<ByteStream>(file);
  return {[stream](std::span<std::uint8_t> room) { return stream->read(room); },
          delimiter_from(choice.word("delimiter")), file.string(), piece, "csv"};
}

/// Whether both are one text or one number.
bool is_same(const std::string& name, std::string_view cell, Thousands thousands) {
  const std::optional<double> number = number_in(cell, thousands);
  return name == cell || (number && number == number_in(name));
}

/// Whether the names are those that columns without a header get.
bool are_places(const std::vector<ColumnCensus>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name != fmt::format("column {}", i + 1)) return false;
  return true;
}

}  // namespace

class TableRows::Reader {
 public:
  Reader(std::shared_ptr<const Dataset> frame, const Choice& choice, const std::filesystem::path& file)
      : frame_(std::move(frame)),
        columns_(frame_->census->columns),
        what_(file == "-" ? "standard input" : file.string()),
        missing_(choice.word("na_values")),
        thousands_(thousands_from(choice.word("thousands"))),
        refuses_gaps_(choice.word("missing") == "refuse"),
        rows_(open_rows(file, choice)) {
    if (!rows_.next()) throw Error(ErrorCode::bad_input, fmt::format("{}: holds no rows", what_));
    first_line_ = rows_.line();
    const bool header = !are_places(columns_);
    find_columns(header);
    waiting_ = !header;
    width_ = rows_.cells().size();
  }

  std::shared_ptr<const Dataset> next(std::size_t most) {
    auto batch = std::make_shared<Dataset>(subset(*frame_, {}));
    Buffer<double> values;
    targets_there_.clear();
    while (targets_there_.size() < most && (waiting_ || rows_.next())) {
      waiting_ = false;
      take_row(*batch, values);
      if (!rows_.has_line()) break;
    }
    batch->values = std::move(values);
    batch->test_begin = targets_there_.size();
    return batch;
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    if (!others_.empty())
      notes.push_back(
          fmt::format("{}: ignored columns the model does not use: {}", what_, fmt::join(others_, ", ")));
    for (const auto& [column, words] : unknown_) {
      const bool target = columns_[column].use == ColumnUse::target;
      notes.push_back(fmt::format("{}: column '{}': {} did not occur in training; {}", what_,
                                  columns_[column].name, fmt::join(words, ", "),
                                  target              ? "such rows are not scored"
                                  : words.size() == 1 ? "treated as an unknown category"
                                                      : "treated as unknown categories"));
    }
    return notes;
  }

  const std::vector<bool>& has_target() const { return targets_there_; }

 private:
  /// Where the columns of training are in this table.
  void find_columns(bool header) {
    const FirstLine first{what_, first_line_, {rows_.cells().begin(), rows_.cells().end()}};
    const std::vector<std::string> names = column_names(first, header);
    std::set<std::string> taken;
    places_.assign(columns_.size(), std::nullopt);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const ColumnCensus& census = columns_[column];
      if (census.use == ColumnUse::left_out) continue;
      const auto found = std::ranges::find(names, census.name);
      if (found != names.end()) {
        places_[column] = static_cast<std::size_t>(found - names.begin());
        taken.insert(census.name);
      } else if (census.use == ColumnUse::feature && census.features > 0) {
        throw Error(ErrorCode::bad_input,
                    fmt::format("{}: line {}: has no column '{}', which the model takes{}", what_,
                                first_line_, census.name, did_you_mean(census.name, names)));
      }
    }
    for (const std::string& name : names)
      if (!taken.contains(name)) others_.push_back(name);
  }

  void take_row(Dataset& batch, Buffer<double>& values) {
    if (rows_.cells().size() != width_) rows_.fail_unequal(first_line_, width_);
    values.resize(values.size() + frame_->features, 0.0);
    double* const features = values.data() + values.size() - frame_->features;
    bool target = false;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (!places_[column]) continue;
      const std::string_view cell = rows_.cells()[*places_[column]];
      if (columns_[column].use == ColumnUse::target)
        target = take_target(batch, cell, column);
      else if (columns_[column].features > 0)
        take_feature(cell, column, features + columns_[column].first_feature);
    }
    if (!target) add_no_target(batch);
    targets_there_.push_back(target);
  }

  void take_feature(std::string_view cell, std::size_t column, double* feature) {
    const ColumnCensus& census = columns_[column];
    const bool numbers =
        census.kind != ColumnKind::boolean && census.kind != ColumnKind::date && census.words.empty();
    if (refuses_gaps_ && (missing_.everywhere(cell) || (numbers && std::isnan(number(cell, column)))))
      rows_.fail(
          rows_.line(),
          fmt::format(
              "column '{}': the value is missing ('{}'), and the model was trained with missing set to "
              "\"refuse\"; fill it in, or train with \"mean\" or \"median\"",
              excerpt(census.name), excerpt(cell)));
    if (census.kind == ColumnKind::boolean)
      take_boolean(cell, column, feature);
    else if (census.kind == ColumnKind::date)
      take_date(cell, column, feature);
    else if (!census.words.empty())
      take_word(cell, column, feature);
    else
      *feature = number(cell, column);
  }

  void take_boolean(std::string_view cell, std::size_t column, double* feature) {
    const std::vector<std::string>& words = columns_[column].words;
    const auto found = std::ranges::find(words, in_small_letters(cell), in_small_letters);
    if (found == words.end() && !missing_.everywhere(cell)) note_unknown(column, cell);
    *feature = found == words.end() ? gap : static_cast<double>(found - words.begin());
  }

  void take_date(std::string_view cell, std::size_t column, double* feature) const {
    const std::optional<double> date = date_in(cell);
    if (!date && !missing_.everywhere(cell)) fail(column, cell, "a date");
    *feature = date.value_or(gap);
  }

  double number(std::string_view cell, std::size_t column) const {
    if (missing_.everywhere(cell) || missing_.among_numbers(cell)) return gap;
    const std::optional<double> value = number_in(cell, thousands_);
    if (!value || !std::isfinite(*value)) fail(column, cell, "a number");
    return missing_.is_number(*value) ? gap : *value;
  }

  void take_word(std::string_view cell, std::size_t column, double* features) {
    const ColumnCensus& census = columns_[column];
    const auto found = std::ranges::find(census.words, cell);
    if (found != census.words.end())
      features[found - census.words.begin()] = 1;
    else if (!missing_.everywhere(cell))
      note_unknown(column, cell);
  }

  /// Whether the row has a target; adds it if so.
  bool take_target(Dataset& batch, std::string_view cell, std::size_t column) {
    if (missing_.everywhere(cell)) return false;
    if (frame_->task == Task::regression) {
      const double value = number(cell, column);
      if (std::isnan(value)) return false;
      batch.targets.push_back(value);
      return true;
    }
    const auto found = std::ranges::find_if(
        frame_->class_names, [&](const std::string& name) { return is_same(name, cell, thousands_); });
    if (found == frame_->class_names.end()) {
      note_unknown(column, cell);
      return false;
    }
    batch.labels.push_back(static_cast<std::int32_t>(found - frame_->class_names.begin()));
    return true;
  }

  void add_no_target(Dataset& batch) const {
    if (frame_->task == Task::regression)
      batch.targets.insert(batch.targets.end(), frame_->target_columns, 0.0);
    else
      batch.labels.push_back(0);
  }

  void note_unknown(std::size_t column, std::string_view word) {
    constexpr std::size_t most = 5;
    std::vector<std::string>& words = unknown_[column];
    const std::string quoted = fmt::format("'{}'", excerpt(word));
    if (words.size() < most && std::ranges::find(words, quoted) == words.end()) words.push_back(quoted);
  }

  [[noreturn]] void fail(std::size_t column, std::string_view cell, const char* wanted) const {
    rows_.fail(rows_.line(), fmt::format("column '{}': '{}' is not {}, but the model expects one there",
                                         excerpt(columns_[column].name), excerpt(cell), wanted));
  }

  std::shared_ptr<const Dataset> frame_;
  const std::vector<ColumnCensus>& columns_;
  std::string what_;
  MissingWords missing_;
  Thousands thousands_;
  bool refuses_gaps_;
  CsvRows rows_;
  std::size_t first_line_ = 0, width_ = 0;
  bool waiting_ = false;  // the row under the reader is still to be taken
  std::vector<std::optional<std::size_t>> places_;
  std::vector<bool> targets_there_;
  std::vector<std::string> others_;
  std::map<std::size_t, std::vector<std::string>> unknown_;
};

TableRows::TableRows(std::shared_ptr<const Dataset> frame, const Choice& choice,
                     const std::filesystem::path& file)
    : reader_(std::make_unique<Reader>(std::move(frame), choice, file)) {}
TableRows::~TableRows() = default;

std::shared_ptr<const Dataset> TableRows::next(std::size_t most) { return reader_->next(most); }
const std::vector<bool>& TableRows::has_target() const { return reader_->has_target(); }
std::vector<std::string> TableRows::notes() const { return reader_->notes(); }

}  // namespace tryall::data
