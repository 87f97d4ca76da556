#include "json_columns.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace tryall::reports {

double six_digits(double value) {
  constexpr double exact_below = 1e6;
  if (!std::isfinite(value) || (std::abs(value) < exact_below && value == std::trunc(value))) return value;
  std::array<char, 32> text = {};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 5);
  double result = value;
  std::from_chars(text.data(), end.ptr, result);
  return result;
}

Json number(double value) {
  constexpr double whole_below = 1e15;
  if (!std::isfinite(value)) return nullptr;
  const double rounded = six_digits(value);
  if (rounded == std::trunc(rounded) && std::abs(rounded) < whole_below)
    return static_cast<std::int64_t>(rounded);
  return rounded;
}

std::string number_text(double value) { return fmt::format("{:.6g}", value); }

Json low_of(const statistics::Interval& interval) {
  return interval.state == statistics::IntervalState::given ? number(interval.low) : Json();
}

Json high_of(const statistics::Interval& interval) {
  return interval.state == statistics::IntervalState::given ? number(interval.high) : Json();
}

void Estimates::add(double center, const statistics::Interval& interval, std::size_t n) {
  center_.push_back(number(center));
  low_.push_back(low_of(interval));
  high_.push_back(high_of(interval));
  n_.push_back(n);
  any_interval_ = any_interval_ || interval.state == statistics::IntervalState::given;
}

void Estimates::write(Json& object) const {
  object["center"] = center_;
  object["low"] = low_;
  object["high"] = high_;
  object["n"] = n_;
}

Json missing_section(std::string_view why) { return {{"missing", why}}; }

}  // namespace tryall::reports
