#pragma once

#include <string>

#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// The bytes of a NumPy file: an array of float64 with a row a row and a column a column; NaN where there is
/// no value. Throws Error for a table with text in it.
std::string npy_bytes(const Table& table);

/// The bytes of a NumPy archive with an array for each column, by its name: int64 for whole numbers, float64
/// for numbers (and where a whole number is missing; NaN), and text of fixed width ('<U') for the rest (empty
/// where there is no value). Throws Error for two columns of one name.
std::string npz_bytes(const Table& table);

}  // namespace tryall::reports
