#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tryall/sweeps/space/document.hpp"
#include "tryall/sweeps/space/sweep.hpp"

namespace tryall::sweeps {

/// One item of an axis' list: the JSON of a single value and where it stands.
struct RawValue {
  nlohmann::json json;
  std::string path;
};

/// Expands the forms of an axis' values: a list, a single value, {"range": [a, b, step]}, {"linear": [a, b,
/// n]},
/// {"log": [a, b, n]}, {"count": n}. Throws Error for an empty axis or a form that does not fit.
std::vector<RawValue> expand_values(const Document& document, const nlohmann::json& json,
                                    const std::string& path);

/// True for an object that is one of the numeric forms.
bool is_numeric_form(const nlohmann::json& json);

/// Numbers of a series that are not whole are rounded to so many significant digits: what a table shows is
/// what was run, and grids that share a point share its runs.
inline constexpr int series_digits = 6;

/// Values of a series at most.
inline constexpr std::size_t longest_series = 10'000'000;

/// Expands one item of a choice axis, "adam" or {"name": "momentum", "momentum": [0.5, 0.9]}, into its
/// choices: a list (or numeric form) for a setting stands for each of its values.
std::vector<Choice> expand_choice(const Document& document, const Family& family, const RawValue& raw);

/// The values that JSON gives a setting or an axis of plain values: as `expand_values`, except that a list of
/// whole numbers is one value where the parameter is itself such a list.
std::vector<RawValue> setting_values(const Document& document, const Parameter& parameter,
                                     const nlohmann::json& json, const std::string& path);

/// The technique that an item of a choice axis names. Throws Error.
const Technique& technique_of(const Document& document, const Family& family, const RawValue& raw);

/// Fails: the technique has no such setting.
[[noreturn]] void fail_setting(const Document& document, const Family& family, const Technique& technique,
                               const std::string& setting, const std::string& path);

}  // namespace tryall::sweeps
