#include <algorithm>
#include <bit>
#include <cmath>

#include "csv_data.hpp"

namespace tryall::data {
namespace {

/// Mixes another cell in; -0 is unlike 0.
std::uint64_t mixed(std::uint64_t fingerprint, double cell) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;
  return (std::rotl(fingerprint, 29) ^ std::bit_cast<std::uint64_t>(cell)) * odd;
}

void add_training_cell(CellFacts& facts, double cell) {
  const bool first = facts.values == 0;
  ++facts.values;
  facts.counts = facts.counts && (first ? cell == std::floor(cell) : cell == facts.high + 1);
  facts.low = std::min(facts.low, cell);
  facts.high = std::max(facts.high, cell);
}

/// Whether it is infinite; else it is missing.
bool add_odd_cell(CellFacts& facts, double cell, std::size_t row) {
  if (std::isnan(cell)) {
    ++facts.missing;
    facts.counts = false;
    return false;
  }
  if (!facts.first_infinite) facts.first_infinite = row;
  return true;
}

void add_word(CellFacts& facts, double cell, bool training) {
  const auto word = static_cast<std::size_t>(cell);
  if (word >= facts.all_rows.size()) return;
  ++facts.all_rows[word];
  if (training) ++facts.training_rows[word];
}

}  // namespace

std::size_t CellFacts::training_words() const {
  return static_cast<std::size_t>(
      std::count_if(training_rows.begin(), training_rows.end(), [](std::size_t rows) { return rows > 0; }));
}

void survey(CsvData& data) {
  data.facts.assign(data.cells.width(), {});
  std::vector<bool> words(data.cells.width(), false);
  for (std::size_t column = 0; column < data.names.size(); ++column) {
    if (data.columns[column].form() != ColumnCells::Form::words) continue;
    CellFacts& facts = data.facts[data.slots[column]];
    facts.training_rows.assign(data.columns[column].words().size(), 0);
    facts.all_rows = facts.training_rows;
    words[data.slots[column]] = true;
  }
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double* cells = data.cells.row(row);
    const bool training = row < data.training_rows();
    for (std::size_t slot = 0; slot < data.cells.width(); ++slot) {
      CellFacts& facts = data.facts[slot];
      const double cell = cells[slot];
      facts.fingerprint = mixed(facts.fingerprint, cell);
      if (!std::isfinite(cell) && !add_odd_cell(facts, cell, row)) continue;
      if (training) add_training_cell(facts, cell);
      if (words[slot]) add_word(facts, cell, training);
    }
  }
}

}  // namespace tryall::data
