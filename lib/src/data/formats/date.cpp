#include "date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace tryall::data {
namespace {

/// Takes digits, `least` to `most` of them.
bool take_digits(std::string_view& text, std::size_t least, std::size_t most, unsigned& number) {
  std::size_t end = 0;
  while (end < std::min(text.size(), most) && text[end] >= '0' && text[end] <= '9') ++end;
  if (end < least) return false;
  std::from_chars(text.data(), text.data() + end, number);
  text.remove_prefix(end);
  return true;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// ":30", ":30:59" or ":30:59.5" behind an hour, and Z: seconds of the day.
std::optional<double> time_in(std::string_view text) {
  unsigned hour = 0, minute = 0, second = 0;
  double fraction = 0;
  if (!take_digits(text, 1, 2, hour) || !take(text, ':') || !take_digits(text, 2, 2, minute))
    return std::nullopt;
  if (take(text, ':')) {
    if (!take_digits(text, 2, 2, second)) return std::nullopt;
    if (take(text, '.')) {
      double unit = 0.1;
      if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
      for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), unit /= 10)
        fraction += unit * (text[0] - '0');
    }
  }
  take(text, 'Z');
  if (!text.empty() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return 3600.0 * hour + 60.0 * minute + second + fraction;
}

}  // namespace

std::optional<double> date_in(std::string_view cell) {
  constexpr std::size_t shortest = 8, longest = 40;
  if (cell.size() < shortest || cell.size() > longest) return std::nullopt;
  unsigned year = 0, month = 0, day = 0;
  if (!take_digits(cell, 4, 4, year) || cell.empty()) return std::nullopt;
  const char between = cell[0];
  if ((between != '-' && between != '/') || !take(cell, between) || !take_digits(cell, 1, 2, month) ||
      !take(cell, between) || !take_digits(cell, 1, 2, day))
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  const auto days = static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
  if (cell.empty()) return days;
  if (!take(cell, 'T') && !take(cell, ' ')) return std::nullopt;
  const std::optional<double> seconds = time_in(cell);
  constexpr double day_seconds = 86400;
  return seconds ? std::optional(days + *seconds / day_seconds) : std::nullopt;
}

bool is_unsure_date(std::string_view cell) {
  unsigned one = 0, two = 0, year = 0;
  if (!take_digits(cell, 1, 2, one) || cell.empty()) return false;
  const char between = cell[0];
  if ((between != '-' && between != '/' && between != '.') || !take(cell, between) ||
      !take_digits(cell, 1, 2, two) || !take(cell, between) || !take_digits(cell, 2, 4, year))
    return false;
  const bool either =
      (one >= 1 && one <= 12 && two >= 1 && two <= 31) || (two >= 1 && two <= 12 && one >= 1 && one <= 31);
  return either && (cell.empty() || cell[0] == ' ' || cell[0] == 'T');
}

}  // namespace tryall::data
