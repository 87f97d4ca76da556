#include "tryall/reports/tables/arrays.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "cell_text.hpp"
#include "tryall/data/formats/npy_writer.hpp"
#include "tryall/data/formats/npz_writer.hpp"
#include "tryall/error.hpp"

namespace tryall::reports {
namespace {

bool is_text(const Cell& cell) { return std::holds_alternative<std::string>(cell); }
bool is_whole(const Cell& cell) { return std::holds_alternative<std::int64_t>(cell); }

double number_of(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*integer);
  const auto* number = std::get_if<double>(&cell);
  return number ? *number : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Cell> column_of(const Table& table, std::size_t column) {
  std::vector<Cell> cells;
  for (const auto& row : table.rows) cells.push_back(row[column]);
  return cells;
}

template <class Value, class Convert>
std::vector<Value> converted(const std::vector<Cell>& cells, Convert&& convert) {
  std::vector<Value> values;
  for (const Cell& cell : cells) values.push_back(convert(cell));
  return values;
}

std::string array_of(const std::vector<Cell>& cells) {
  if (std::any_of(cells.begin(), cells.end(), is_text))
    return data::to_npy(converted<std::string>(cells, exact_text));
  if (!cells.empty() && std::all_of(cells.begin(), cells.end(), is_whole))
    return data::to_npy(
        converted<std::int64_t>(cells, [](const Cell& cell) { return std::get<std::int64_t>(cell); }));
  return data::to_npy(converted<double>(cells, number_of));
}

}  // namespace

std::string npy_bytes(const Table& table) {
  std::vector<double> values;
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (is_text(row[i]))
        throw Error(ErrorCode::bad_input, fmt::format("--format npy holds only numbers, but column '{}' has "
                                                      "text; --format npz holds text, too",
                                                      table.columns[i]));
      values.push_back(number_of(row[i]));
    }
  return data::to_npy(values, table.rows.size(), table.columns.size());
}

std::string npz_bytes(const Table& table) {
  std::vector<data::NamedBytes> arrays;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto same = [&](const data::NamedBytes& array) { return array.name == table.columns[i]; };
    if (std::any_of(arrays.begin(), arrays.end(), same))
      throw Error(
          ErrorCode::bad_input,
          fmt::format("--format npz: two columns are called '{}'; name one with AS", table.columns[i]));
    arrays.push_back({table.columns[i], array_of(column_of(table, i))});
  }
  return data::to_npz(arrays);
}

}  // namespace tryall::reports
