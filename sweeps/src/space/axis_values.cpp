#include "space/axis_values.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace tryall::sweeps {
namespace {

constexpr std::array<std::string_view, 4> forms = {"range", "linear", "log", "count"};

/// To so many digits; whole numbers stay exact, and so does what misses one by the error of computing it.
double rounded(double value) {
  const double whole = std::round(value);
  if (std::abs(value - whole) <= 1e-12 * std::abs(whole)) return whole;
  return std::strtod(fmt::format("{:.{}g}", value, series_digits).c_str(), nullptr);
}

/// An integer where the value is one: counts and seeds stay exact.
nlohmann::json number(double value) {
  if (value == std::floor(value) && std::abs(value) < 9e15) return static_cast<std::int64_t>(value);
  return value;
}

struct Series {
  const Document& document;
  const std::string& path;
  std::vector<nlohmann::json> values;

  std::vector<double> arguments(const nlohmann::json& json, const char* wanted) const {
    std::vector<double> result;
    if (!json.is_array() || json.size() != 3) document.fail(path, fmt::format("expected [{}]", wanted));
    for (const nlohmann::json& item : json) {
      if (!item.is_number()) document.fail(path, fmt::format("expected [{}], all numbers", wanted));
      result.push_back(item.get<double>());
    }
    return result;
  }

  std::size_t count(double value) const {
    if (value > static_cast<double>(longest_series))
      document.fail(path,
                    fmt::format("a series of {} values is too long; {} at most", value, longest_series));
    if (value != std::floor(value) || value < 1)
      document.fail(path,
                    fmt::format("the number of values must be a whole number of at least 1, not {}", value));
    return static_cast<std::size_t>(value);
  }

  void range(const nlohmann::json& json) {
    const auto a = arguments(json, "first, last, step");
    if (a[2] == 0 || (a[1] - a[0]) / a[2] < 0)
      document.fail(path, fmt::format("a step of {} never leads from {} to {}", a[2], a[0], a[1]));
    const std::size_t n = count(std::floor((a[1] - a[0]) / a[2] + 1e-9) + 1);
    for (std::size_t i = 0; i < n; ++i)
      values.push_back(number(rounded(a[0] + a[2] * static_cast<double>(i))));
  }

  void linear(const nlohmann::json& json) {
    const auto a = arguments(json, "first, last, number of values");
    const std::size_t n = count(a[2]);
    for (std::size_t i = 0; i < n; ++i)
      values.push_back(number(rounded(a[0] + (a[1] - a[0]) * fraction(i, n))));
  }

  void log(const nlohmann::json& json) {
    const auto a = arguments(json, "first, last, number of values");
    if (a[0] <= 0 || a[1] <= 0) document.fail(path, "a log series needs ends greater than 0");
    const std::size_t n = count(a[2]);
    const double from = std::log10(a[0]), to = std::log10(a[1]);
    for (std::size_t i = 0; i < n; ++i)
      values.push_back(number(rounded(std::pow(10.0, from + (to - from) * fraction(i, n)))));
  }

  static double fraction(std::size_t i, std::size_t n) {
    return n == 1 ? 0.0 : static_cast<double>(i) / static_cast<double>(n - 1);
  }

  void counting(const nlohmann::json& json) {
    if (!json.is_number()) document.fail(path, "expected {\"count\": n}");
    const std::size_t n = count(json.get<double>());
    for (std::size_t i = 0; i < n; ++i) values.push_back(static_cast<std::int64_t>(i));
  }
};

std::vector<RawValue> expand_form(const Document& document, const nlohmann::json& json,
                                  const std::string& path) {
  if (json.size() != 1) document.fail(path, "a series has one key: range, linear, log or count");
  const std::string form = json.begin().key();
  const std::string inner = Document::child(path, form);
  Series series{document, inner, {}};
  if (form == "range") series.range(*json.begin());
  if (form == "linear") series.linear(*json.begin());
  if (form == "log") series.log(*json.begin());
  if (form == "count") series.counting(*json.begin());
  std::vector<RawValue> result;
  for (nlohmann::json& value : series.values) result.push_back({std::move(value), inner});
  return result;
}

}  // namespace

bool is_numeric_form(const nlohmann::json& json) {
  if (!json.is_object()) return false;
  for (const std::string_view form : forms)
    if (json.contains(form)) return true;
  return false;
}

std::vector<RawValue> expand_values(const Document& document, const nlohmann::json& json,
                                    const std::string& path) {
  if (is_numeric_form(json)) return expand_form(document, json, path);
  if (!json.is_array()) return {{json, path}};
  if (json.empty()) document.fail(path, "the axis is empty; give it at least one value or leave it out");
  std::vector<RawValue> result;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string item = Document::item(path, i);
    if (is_numeric_form(json[i]))
      for (RawValue& value : expand_form(document, json[i], item)) result.push_back(std::move(value));
    else
      result.push_back({json[i], item});
  }
  return result;
}

}  // namespace tryall::sweeps
