#include "space/axis_values.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "tryall/error.hpp"
#include "tryall/sweeps/space/config_json.hpp"

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
                    fmt::format("a series of {} values is too long; the limit is {}", value, longest_series));
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
    if (a[0] <= 0 || a[1] <= 0) document.fail(path, "a log series needs bounds greater than 0");
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

std::string choice_name(const Document& document, const Family& family, const RawValue& raw) {
  if (raw.json.is_string()) return raw.json.get<std::string>();
  if (raw.json.is_object())
    for (const char* key : {"name", "type"})
      if (raw.json.contains(key) && raw.json[key].is_string()) return raw.json[key].get<std::string>();
  document.fail(
      raw.path,
      fmt::format("expected the name of {} {} or {{\"name\": ..., settings}}, not {}",
                  std::string_view("aeiou").find(family.singular[0]) == std::string_view::npos ? "a" : "an",
                  family.singular, raw.json.dump()));
}

/// The choices, each continued by each of the setting's values.
std::vector<Choice> continued(const Document& document, const std::vector<Choice>& choices,
                              const Parameter& parameter, const std::vector<RawValue>& values) {
  std::vector<Choice> result;
  for (const Choice& choice : choices)
    for (const RawValue& value : values) {
      try {
        result.push_back(choice);
        result.back().settings[parameter.name] = validated(parameter, value_from_json(value.json));
      } catch (const SettingError& error) {
        document.fail(value.path, error.what());
      }
    }
  return result;
}

/// The choice that a plain number stands for, where the family allows that.
std::optional<Choice> from_number(const Document& document, const Family& family, const RawValue& raw) {
  if (!raw.json.is_number() || !family.shorthand) return std::nullopt;
  const auto& [technique, setting, zero] = *family.shorthand;
  if (raw.json == 0) return with_defaults(family, {zero, {}});
  return continued(document, {{technique, {}}}, *family.find(technique).find(setting), {raw}).front();
}

/// A stored spec has the revision that was run. It is no setting: only the technique's own passes.
void check_revision(const Document& document, const Technique& technique, const RawValue& raw) {
  if (raw.json != technique.revision)
    document.fail(raw.path,
                  fmt::format("'{}' is of revision \"{}\" here, not {}; leave the revision out to use it",
                              technique.name, technique.revision, raw.json.dump()));
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

const Technique& technique_of(const Document& document, const Family& family, const RawValue& raw) {
  try {
    return family.find(choice_name(document, family, raw));
  } catch (const SettingError& error) {
    document.fail(raw.path, error.what());
  }
}

void fail_setting(const Document& document, const Family& family, const Technique& technique,
                  const std::string& setting, const std::string& path) {
  try {
    with_defaults(family, {technique.name, {{setting, Value(false)}}});
  } catch (const SettingError& error) {
    document.fail_key(path, error.what());
  }
  document.fail_key(path, "unknown setting");
}

std::vector<RawValue> setting_values(const Document& document, const Parameter& parameter,
                                     const nlohmann::json& json, const std::string& path) {
  const bool is_list = parameter.type == Parameter::Type::integers;
  if (is_list && json.is_array() && (json.empty() || !json[0].is_array())) return {{json, path}};
  return expand_values(document, json, path);
}

std::vector<Choice> expand_choice(const Document& document, const Family& family, const RawValue& raw) {
  try {
    if (const auto choice = from_number(document, family, raw)) return {with_defaults(family, *choice)};
    const Technique& technique = technique_of(document, family, raw);
    std::vector<Choice> choices = {{technique.name, {}}};
    if (raw.json.is_object())
      for (const auto& [setting, json] : raw.json.items()) {
        const Parameter* parameter = technique.find(setting);
        if (!parameter && (setting == "name" || setting == "type")) continue;
        const std::string path = Document::child(raw.path, setting);
        if (setting == "revision" && !technique.revision.empty()) {
          check_revision(document, technique, {json, path});
          continue;
        }
        if (!parameter) fail_setting(document, family, technique, setting, path);
        choices = continued(document, choices, *parameter, setting_values(document, *parameter, json, path));
      }
    for (Choice& choice : choices) choice = with_defaults(family, choice);
    return choices;
  } catch (const SettingError& error) {
    document.fail(raw.path, error.what());
  }
}

}  // namespace tryall::sweeps
