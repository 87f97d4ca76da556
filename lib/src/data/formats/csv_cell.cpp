#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "tryall/data/formats/csv.hpp"

namespace tryall::data {
namespace {

bool spells(std::string_view cell, std::string_view word) {
  return std::equal(cell.begin(), cell.end(), word.begin(), word.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

}  // namespace

bool is_missing(std::string_view cell) {
  return cell.empty() || cell == "?" || spells(cell, "na") || spells(cell, "nan") || spells(cell, "null");
}

std::optional<double> number_in(std::string_view cell) {
  if (is_missing(cell)) return std::nullopt;
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error == std::errc::invalid_argument || end != cell.data() + cell.size()) return std::nullopt;
  if (error != std::errc() || std::isnan(number)) return std::numeric_limits<double>::infinity();
  return number;
}

}  // namespace tryall::data
