#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tryall::data {

/// What may stand between the thousands of a number.
enum class Thousands {
  none,
  comma,  ///< 1,037.5
  point,  ///< 1.037,5: a comma is decimal, and a point never is
  space,  ///< 1 037.5 or 1 037,5
  quote   ///< 1'037.5 or 1'037,5
};
/// Of the setting `thousands`.
Thousands thousands_from(std::string_view word);

/// The number that a cell spells, with or without these separators, which stand before three digits each.
/// Otherwise as number_in(cell).
std::optional<double> number_in(std::string_view cell, Thousands thousands);

/// How a text that is no number to a program is one to a person. Each separator of thousands stands before
/// three digits.
enum class NumberForm {
  none,
  decimal_comma,       ///< 3,5
  thousands_or_comma,  ///< 1,037: 1037, or 1.037 where commas are decimal
  comma_thousands,     ///< 1,037,000 or 1,037.5
  point_thousands,     ///< 1.037,5
  other_thousands,     ///< 1 037 or 1'037
  with_unit,           ///< 45%, $3
  other_minus,         ///< (100), as in accounts, or a minus or dash of typesetting before the digits
  hexadecimal,         ///< 0x1F
  clock                ///< 12:30
};
NumberForm number_form(std::string_view cell);

/// Whether a column that begins with such a text is one of numbers, whose commas are not understood.
bool has_commas(NumberForm form);

/// What to write in place of `cell`, which stands among numbers; `others` are the texts of its column. A
/// comma that may stand between thousands is never turned into a decimal point, but where others in the
/// column tell.
std::string advice_on_number(std::string_view cell, const std::vector<std::string_view>& others);

}  // namespace tryall::data
