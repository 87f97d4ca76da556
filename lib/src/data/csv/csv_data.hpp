#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cell_store.hpp"
#include "column_cells.hpp"
#include "data/formats/missing_words.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// What the kept cells of a column are like.
struct CellFacts {
  std::size_t missing = 0;  ///< Of all rows; those below are of the training rows.
  std::size_t values = 0;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  bool counts = true;             ///< Each number is one more than that of the row before; none is missing.
  std::uint64_t fingerprint = 0;  ///< Of all cells: equal columns have equal ones.
  std::optional<std::size_t> first_infinite = {};  ///< The row of the first number that no double holds.
  /// Column of words: rows that have each, training rows and all.
  std::vector<std::size_t> training_rows = {}, all_rows = {};

  std::size_t training_words() const;
};

/// One of the files, and its rows: those before `end` that are no earlier file's; `read_end` as they were
/// read, before rows with missing cells were dropped.
struct CsvPart {
  std::string file;
  std::size_t end = 0, read_end = 0;
};

/// A column that is neither feature nor target, but of use.
struct RoleColumn {
  ColumnUse use = ColumnUse::group;
  std::size_t column = 0;
};

/// Files of one and the same header, without it, and what their columns are for.
struct CsvData {
  std::vector<CsvPart> parts = {};  ///< The training samples, and, if there is one, the test file's.
  std::vector<std::string> names = {};
  std::size_t target = 0;
  std::vector<std::size_t> features = {};
  std::vector<RoleColumn> roles = {};
  bool header = false;                    ///< The names are from the first line.
  std::vector<ColumnCells> columns = {};  ///< One a name; those that are left out have read nothing.
  std::vector<std::size_t> slots = {};    ///< Where a column's cells are in a row of `cells`.
  std::vector<CellFacts> facts = {};      ///< One a slot.
  CellStore cells{1};                     ///< Features, then the target, then the roles.
  std::shared_ptr<const MissingWords> missing = {};
  Thousands thousands = Thousands::none;
  std::vector<std::string> notes = {};  ///< What was guessed.

  const std::string& file() const { return parts.front().file; }
  std::size_t rows() const { return cells.rows(); }
  std::size_t training_rows() const { return parts.front().end; }
  const CellFacts& facts_of(std::size_t column) const { return facts[slots[column]]; }
  double cell(std::size_t row, std::size_t column) const { return cells.row(row)[slots[column]]; }
};

/// Reads the files of the choice, tells header, target and features, and drops rows with missing cells if
/// that is asked for. Throws Error.
CsvData read_csv_data(const Choice& choice, const std::filesystem::path& data_folder);

/// Counts and compares what is kept.
void survey(CsvData& data);

/// An Error that names the file, the line and the column. `row` is its number as it was read: of a kept row,
/// `data.cells.added_as(row)`.
[[noreturn]] void fail_at(const CsvData& data, std::size_t row, std::size_t column,
                          const std::string& message);

/// The word of a cell in a column of words; nothing where it is missing or beyond those that are kept.
const CsvWord* word_at(const CsvData& data, std::size_t row, std::size_t column);

}  // namespace tryall::data
