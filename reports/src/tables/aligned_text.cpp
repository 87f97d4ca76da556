#include "aligned_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "cell_text.hpp"
#include "tryall/reports/tables/folded.hpp"

namespace tryall::reports {
namespace {

/// A column's texts, folded to its width.
struct TextColumn {
  std::string head;
  std::vector<std::string> cells;
  bool right = true;  ///< Numbers alone, aligned to the right; never folded.
  std::size_t width = 0;

  std::size_t of_cells() const;
  std::size_t least() const;
  std::size_t least_of_parts() const;
};

/// The width of the widest cell.
std::size_t TextColumn::of_cells() const {
  std::size_t most = 0;
  for (const std::string& cell : cells) most = std::max(most, width_of(cell));
  return most;
}

/// The least width at which no word is broken.
std::size_t TextColumn::least() const {
  if (right) return width;
  std::size_t most = narrowest_name(head);
  for (const std::string& cell : cells) most = std::max(most, narrowest_cell(cell));
  return most;
}

/// The least width at which names are broken behind _ and = alone.
std::size_t TextColumn::least_of_parts() const {
  if (right) return width;
  std::size_t most = narrowest_name(head);
  for (const std::string& cell : cells) most = std::max(most, narrowest_broken_cell(cell));
  return most;
}

/// Columns on their way to the width of a terminal.
struct TextTable {
  std::vector<TextColumn> columns;
  std::size_t gap = 2;

  std::size_t width() const {
    std::size_t sum = columns.empty() ? 0 : gap * (columns.size() - 1);
    for (const TextColumn& column : columns) sum += column.width;
    return sum;
  }
  /// Names of columns need no more than the cells below, where they can be broken.
  void fold_heads() {
    for (TextColumn& column : columns)
      column.width = std::max(column.of_cells(), narrowest_name(column.head));
  }
};

TextTable text_table_of(const Table& table) {
  TextTable made;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    TextColumn column{.head = table.columns[i], .cells = {}, .right = is_of_numbers(table, i)};
    for (const auto& row : table.rows) column.cells.push_back(for_people(row[i]));
    column.width = std::max(column.of_cells(), width_of(column.head));
    made.columns.push_back(std::move(column));
  }
  return made;
}

/// A column's numbers with the fewest digits, three or more, that keep them apart and in their form.
std::vector<std::string> with_fewest_digits(const Table& table, std::size_t place,
                                            const std::vector<std::string>& usual) {
  for (int digits = 3; digits < 6; ++digits) {
    std::vector<std::string> texts = usual;
    std::map<std::string, std::string> meaning;  // by text, that of six digits
    const auto serves = [&](std::size_t row) {
      const auto* number = std::get_if<double>(&table.rows[row][place]);
      if (number && !usual[row].empty()) texts[row] = fmt::format("{:.{}g}", *number, digits);
      const bool same_form =
          (texts[row].find('e') == std::string::npos) == (usual[row].find('e') == std::string::npos);
      return same_form && meaning.try_emplace(texts[row], usual[row]).first->second == usual[row];
    };
    bool all = true;
    for (std::size_t row = 0; all && row < texts.size(); ++row) all = serves(row);
    if (all) return texts;
  }
  return usual;
}

/// Narrows the widest texts until the table fits; none becomes narrower than `least` or its longest word, or
/// with `in_parts` the longest part of a name.
void fold_cells(TextTable& made, std::size_t limit, std::size_t least, bool in_parts = false) {
  std::vector<std::size_t> floors;
  for (const TextColumn& column : made.columns)
    floors.push_back(std::max(in_parts ? column.least_of_parts() : column.least(), least));
  while (made.width() > limit) {
    std::size_t widest = made.columns.size();
    for (std::size_t i = 0; i < made.columns.size(); ++i)
      if (made.columns[i].width > floors[i] &&
          (widest == made.columns.size() || made.columns[i].width > made.columns[widest].width))
        widest = i;
    if (widest == made.columns.size()) return;
    --made.columns[widest].width;
  }
}

/// Narrows the table step by step until it fits, the steps that cost a reader least first.
void narrow(TextTable& made, const Table& table, std::size_t limit) {
  constexpr std::size_t readable = 24;  // characters of a folded text
  const auto fits = [&] { return made.width() <= limit; };
  if (fits()) return;
  made.fold_heads();
  if (fits()) return;
  for (std::size_t i = 0; i < made.columns.size(); ++i)
    if (made.columns[i].right) made.columns[i].cells = with_fewest_digits(table, i, made.columns[i].cells);
  made.fold_heads();
  if (fits()) return;
  made.gap = 1;
  if (fits()) return;
  made.gap = 2;
  fold_cells(made, limit, readable);
  if (fits()) return;
  made.gap = 1;
  made.fold_heads();
  fold_cells(made, limit, readable);
  fold_cells(made, limit, 0);
  if (!fits()) fold_cells(made, limit, 0, true);
}

std::string padded(const std::string& text, std::size_t to, bool right) {
  const std::string blanks(to - std::min(to, width_of(text)), ' ');
  return right ? blanks + text : text + blanks;
}

/// A row whose cells have several lines; names of columns end in the same line, cells begin in it.
std::string row_text(const TextTable& made, const std::vector<std::vector<std::string>>& cells, bool head) {
  std::size_t lines = 1;
  for (const auto& cell : cells) lines = std::max(lines, cell.size());
  std::string text;
  for (std::size_t line = 0; line < lines; ++line) {
    std::string whole;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t above = head ? lines - cells[i].size() : 0;
      const bool there = line >= above && line - above < cells[i].size();
      whole += (i ? std::string(made.gap, ' ') : "") +
               padded(there ? cells[i][line - above] : "", made.columns[i].width, made.columns[i].right);
    }
    whole.erase(whole.find_last_not_of(' ') + 1);
    text += whole + '\n';
  }
  return text;
}

}  // namespace

std::string aligned_text(const Table& table, std::size_t width) {
  TextTable made = text_table_of(table);
  if (width > 0) narrow(made, table, width);
  std::vector<std::vector<std::string>> cells;
  for (const TextColumn& column : made.columns) cells.push_back(folded_name(column.head, column.width));
  std::string text = row_text(made, cells, true);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    cells.clear();
    for (const TextColumn& column : made.columns)
      cells.push_back(folded_cell(column.cells[row], column.width));
    text += row_text(made, cells, false);
  }
  return text;
}

}  // namespace tryall::reports
