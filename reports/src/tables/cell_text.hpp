#pragma once

#include <string>

#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// A value as programs read it: numbers exact, nothing for no value.
std::string exact_text(const Cell& cell);

/// A value as people read it, in one line: numbers with six digits.
std::string for_people(const Cell& cell);

/// Whether a column has only numbers and cells without a value.
bool is_of_numbers(const Table& table, std::size_t column);

}  // namespace tryall::reports
