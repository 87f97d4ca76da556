#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// What a column of a table holds.
enum class ColumnKind {
  number,
  boolean,     ///< Two words such as no and yes: one feature, 0 and 1.
  date,        ///< Days since 1970-01-01.
  category,    ///< Words: a feature of 0 and 1 for each.
  constant,    ///< One value, in every row.
  row_index,   ///< Numbers that go on by one from row to row.
  identifier,  ///< Hardly any two rows have the same.
  empty,       ///< No row has a value.
  unread
};
const char* to_text(ColumnKind kind);
/// The kind that `to_text` calls so. Throws Error.
ColumnKind column_kind_from(const std::string& text);

enum class ColumnUse {
  feature,
  target,
  left_out,
  group,  ///< Rows with equal values stay in one part of a split.
  time,   ///< The split `chronological` sorts by it.
  weight  ///< What a row's loss counts for in training.
};
const char* to_text(ColumnUse use);
ColumnUse column_use_from(const std::string& text);

/// What a reader saw in a column of a table, and what became of it.
struct ColumnCensus {
  std::string name;
  ColumnKind kind = ColumnKind::unread;
  ColumnUse use = ColumnUse::left_out;
  std::string reason = {};              ///< Why it is left out.
  double low = 0, high = 0;             ///< Numbers and dates: of the training file.
  std::vector<std::string> words = {};  ///< Categories, classes, and booleans with that for 0 first.
  std::size_t missing = 0;              ///< Cells without a value.
  std::string same_as = {};  ///< A column with the same in every row: an earlier one, or the target.
  std::size_t first_feature = 0, features = 0;
  std::size_t groups = 0;  ///< Of a column of groups: how many there are.
};

/// What a reader saw in a table: its columns in their order.
struct TableCensus {
  std::size_t rows = 0;  ///< Of all files, that are read.
  Imputation imputation = Imputation::none;
  std::vector<ColumnCensus> columns = {};
};

/// "numbers from 17 to 90", "text with 3 categories, each a 0/1 feature", "left out: constant".
std::string fate(const ColumnCensus& column);

/// What is done about the cells without a value: "filled with the mean of the training rows"; empty where
/// none is missing.
std::string fate_of_missing(const TableCensus& table, const ColumnCensus& column);

/// 2021-03-31, of days since 1970-01-01.
std::string date_text(double days);

}  // namespace tryall::data
