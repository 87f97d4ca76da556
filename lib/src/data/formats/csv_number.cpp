#include "csv_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "tryall/data/formats/csv.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes one to three digits and then groups of the separator and three digits, at least one. Whether it
/// could.
bool take_thousands(std::string_view& text, std::string_view separator) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == 0 || end > 3 || text[0] == '0') return false;
  std::size_t groups = 0;
  while (text.substr(end).starts_with(separator)) {
    const std::string_view group = text.substr(end + separator.size(), 3);
    if (group.size() != 3 || !std::all_of(group.begin(), group.end(), is_digit)) return false;
    end += separator.size() + 3;
    ++groups;
  }
  if (groups == 0) return false;
  text.remove_prefix(end);
  return true;
}

/// Nothing, or the mark and digits.
bool is_fraction(std::string_view text, char mark) {
  return text.empty() ||
         (text.size() > 1 && text[0] == mark && std::all_of(text.begin() + 1, text.end(), is_digit));
}

NumberForm form_of_commas(std::string_view text) {
  std::string_view rest = text;
  if (take_thousands(rest, ",") && is_fraction(rest, '.'))
    return text.size() <= 7 && rest.empty() ? NumberForm::thousands_or_comma : NumberForm::comma_thousands;
  rest = text;
  if (take_thousands(rest, ".") && rest.size() > 1 && is_fraction(rest, ','))
    return NumberForm::point_thousands;
  std::string pointed(text);
  std::replace(pointed.begin(), pointed.end(), ',', '.');
  return pointed != text && number_in(pointed) ? NumberForm::decimal_comma : NumberForm::none;
}

std::string_view without_sign(std::string_view cell) {
  if (cell.starts_with('+') || cell.starts_with('-')) cell.remove_prefix(1);
  return cell;
}

constexpr std::array<std::string_view, 6> blanks = {" ",           "'", "_", "\xc2\xa0", "\xe2\x80\xaf",
                                                    "\xe2\x80\x99"};

bool has_other_thousands(std::string_view text) {
  return std::any_of(blanks.begin(), blanks.end(), [&](std::string_view blank) {
    std::string_view rest = text;
    return take_thousands(rest, blank) && (is_fraction(rest, '.') || is_fraction(rest, ','));
  });
}

bool has_unit(std::string_view text) {
  constexpr std::array<std::string_view, 5> units = {"%", "$", "\xe2\x82\xac", "\xc2\xa3", "\xc2\xa5"};
  std::string_view bare = text;
  for (const std::string_view unit : units) {
    if (bare.starts_with(unit)) bare.remove_prefix(unit.size());
    if (bare.ends_with(unit)) bare.remove_suffix(unit.size());
  }
  while (bare.starts_with(' ')) bare.remove_prefix(1);
  while (bare.ends_with(' ')) bare.remove_suffix(1);
  return bare.size() != text.size() && (number_in(bare) || form_of_commas(bare) != NumberForm::none);
}

bool is_hexadecimal(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  return (text.starts_with("0x") || text.starts_with("0X")) && text.size() > 2 &&
         text.find_first_not_of(digits, 2) == std::string_view::npos;
}

/// 12:30, 12:30:59 or 12:30:59.5.
bool is_clock(std::string_view text) {
  std::size_t end = 0, groups = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == 0 || end > 3) return false;
  for (text.remove_prefix(end); text.size() >= 3 && text[0] == ':' && groups < 2;
       text.remove_prefix(3), ++groups)
    if (!is_digit(text[1]) || !is_digit(text[2])) return false;
  return groups > 0 && is_fraction(text, '.');
}

/// What stands behind a minus that a program does not read, or in parentheses; empty where neither is.
std::string_view behind_other_minus(std::string_view cell) {
  constexpr std::array<std::string_view, 3> minuses = {"\xe2\x88\x92", "\xe2\x80\x93", "\xef\xbc\x8d"};
  for (const std::string_view minus : minuses)
    if (cell.starts_with(minus)) return cell.substr(minus.size());
  if (cell.size() > 2 && cell.front() == '(' && cell.back() == ')') return cell.substr(1, cell.size() - 2);
  return {};
}

/// The number without the separators of its thousands, and with a decimal point: 1037.5 of "1.037,5".
std::string plain(std::string_view cell, std::string_view separator, char mark) {
  std::string result;
  while (!cell.empty()) {
    if (cell.starts_with(separator)) {
      cell.remove_prefix(separator.size());
    } else {
      result += cell.front() == mark ? '.' : cell.front();
      cell.remove_prefix(1);
    }
  }
  return result;
}

/// As they are in files: a space or one that no line breaks at, wide or narrow.
std::span<const std::string_view> separators_of(Thousands thousands) {
  static constexpr std::string_view comma[] = {","}, point[] = {"."}, quote[] = {"'", "\xe2\x80\x99"},
                                    space[] = {" ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89"};
  switch (thousands) {
    case Thousands::comma:
      return comma;
    case Thousands::point:
      return point;
    case Thousands::space:
      return space;
    case Thousands::quote:
      return quote;
    case Thousands::none:
      break;
  }
  return {};
}

/// What may be decimal beside these separators.
std::string_view marks_of(Thousands thousands) {
  return thousands == Thousands::comma ? "." : thousands == Thousands::point ? "," : ".,";
}

}  // namespace

Thousands thousands_from(std::string_view word) {
  return word == "comma"   ? Thousands::comma
         : word == "point" ? Thousands::point
         : word == "space" ? Thousands::space
         : word == "quote" ? Thousands::quote
                           : Thousands::none;
}

std::optional<double> number_in(std::string_view cell, Thousands thousands) {
  if (thousands == Thousands::none) return number_in(cell);
  const std::string_view text = without_sign(cell);
  for (const std::string_view separator : separators_of(thousands))
    for (const char mark : marks_of(thousands)) {
      std::string_view rest = text;
      if (take_thousands(rest, separator) && is_fraction(rest, mark))
        return number_in(plain(cell, separator, mark));
    }
  if (thousands == Thousands::comma) return number_in(cell);
  if (thousands == Thousands::point && cell.find('.') != std::string_view::npos) return std::nullopt;
  std::string pointed(cell);
  std::replace(pointed.begin(), pointed.end(), ',', '.');
  return number_in(pointed);
}

NumberForm number_form(std::string_view cell) {
  const std::string_view text = without_sign(cell);
  const NumberForm commas = form_of_commas(text);
  if (commas != NumberForm::none) return commas;
  if (has_other_thousands(text)) return NumberForm::other_thousands;
  if (has_unit(text)) return NumberForm::with_unit;
  if (is_hexadecimal(text)) return NumberForm::hexadecimal;
  if (is_clock(text)) return NumberForm::clock;
  const std::string_view bare = behind_other_minus(cell);
  const bool negative = !bare.empty() && (number_in(bare) || number_form(bare) != NumberForm::none);
  return negative ? NumberForm::other_minus : NumberForm::none;
}

bool has_commas(NumberForm form) {
  return form == NumberForm::decimal_comma || form == NumberForm::thousands_or_comma ||
         form == NumberForm::comma_thousands || form == NumberForm::point_thousands;
}

std::string advice_on_number(std::string_view cell, const std::vector<std::string_view>& others) {
  const auto any = [&](NumberForm form) {
    return std::any_of(others.begin(), others.end(),
                       [&](std::string_view other) { return number_form(other) == form; });
  };
  const bool decimal = any(NumberForm::decimal_comma) || any(NumberForm::point_thousands);
  const bool thousands = any(NumberForm::comma_thousands);
  constexpr const char* decimal_points =
      "write decimal points, not commas, and no points between thousands, or set thousands to \"point\"";
  switch (number_form(cell)) {
    case NumberForm::decimal_comma:
      if (thousands) return "commas stand between thousands in some cells, but not here; correct it";
      return decimal_points;
    case NumberForm::thousands_or_comma:
      if (decimal && !thousands) return decimal_points;
      return fmt::format("write thousands without a comma: {}, or set thousands to \"comma\"",
                         excerpt(plain(cell, ",", '.')));
    case NumberForm::comma_thousands:
      return fmt::format("write thousands without commas: {}, or set thousands to \"comma\"",
                         excerpt(plain(cell, ",", '.')));
    case NumberForm::point_thousands:
      return fmt::format(
          "write thousands without points, and a decimal point: {}, or set thousands to \"point\"",
          excerpt(plain(cell, ".", ',')));
    case NumberForm::other_thousands:
      return "write the digits of a number without anything between them, or set thousands to what is there";
    case NumberForm::with_unit:
      return "write the number alone, without a unit";
    case NumberForm::other_minus:
      return fmt::format("write a negative number with a plain minus: -{}",
                         excerpt(behind_other_minus(cell)));
    case NumberForm::hexadecimal:
      return "write hexadecimal numbers as decimal ones";
    case NumberForm::clock:
      return "write a time as one number, such as its minutes";
    case NumberForm::none:
      break;
  }
  return "";
}

}  // namespace tryall::data
