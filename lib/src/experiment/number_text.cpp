#include "tryall/experiment/number_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

#include "tryall/error.hpp"
#include "tryall/utf8.hpp"

namespace tryall {
namespace {

constexpr std::string_view digits = "0123456789";

/// Takes the digits at the text's beginning off; how many these were.
std::size_t take_digits(std::string_view& text) {
  const std::size_t count = std::min(text.find_first_not_of(digits), text.size());
  text.remove_prefix(count);
  return count;
}

enum class Writing { none, whole, fraction };

/// digits, digits with a point, and an exponent behind these; no sign.
Writing writing_of(std::string_view text) {
  std::size_t count = take_digits(text);
  if (text.empty()) return count > 0 ? Writing::whole : Writing::none;
  if (text.front() == '.') {
    text.remove_prefix(1);
    count += take_digits(text);
  }
  if (count == 0) return Writing::none;
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
    text.remove_prefix(1);
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
    if (take_digits(text) == 0) return Writing::none;
  }
  return text.empty() ? Writing::fraction : Writing::none;
}

template <class Number>
Number converted(std::string_view text, std::string_view whole) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  const bool small =
      text.find_first_of("eE") != std::string_view::npos && text.find('-', 1) != std::string_view::npos;
  throw SettingError("", fmt::format("the {}number {} is too {}", std::is_integral_v<Number> ? "whole " : "",
                                     excerpt(whole), small ? "small" : "large"));
}

}  // namespace

std::optional<Value> number_from(std::string_view text) {
  std::string_view number = text;
  if (!number.empty() && number.front() == '+') number.remove_prefix(1);
  std::string_view unsigned_number = number;
  if (number.size() == text.size() && !number.empty() && number.front() == '-')
    unsigned_number.remove_prefix(1);
  const Writing writing = writing_of(unsigned_number);
  if (writing == Writing::none) return std::nullopt;
  if (writing == Writing::whole) return converted<std::int64_t>(number, text);
  return converted<double>(number, text);
}

std::optional<double> real_number_from(std::string_view text) {
  const std::optional<Value> number = number_from(text);
  if (!number) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&*number)) return static_cast<double>(*whole);
  return std::get<double>(*number);
}

}  // namespace tryall
