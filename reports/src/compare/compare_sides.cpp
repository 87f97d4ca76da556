#include "compare_sides.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/typed_text.hpp"

namespace tryall::reports {
namespace {

/// Splits at commas outside of brackets.
std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts = {""};
  int depth = 0;
  for (const char c : text) {
    depth += (c == '[') - (c == ']');
    if (c == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

/// The axis' own, or those of all techniques that have the setting.
std::vector<const Parameter*> parameters_of(const ConfigColumn& column) {
  std::vector<const Parameter*> found;
  if (column.setting.empty()) return {&column.axis->parameter};
  for (const Technique* technique : column.axis->family->techniques)
    if (const Parameter* parameter = technique->find(column.setting)) found.push_back(parameter);
  return found;
}

nlohmann::json checked_value(const ConfigColumn& column, const std::string& text) {
  if (column.setting.empty() && column.axis->is_choice()) return column.axis->family->find(text).name;
  const nlohmann::json json = sweeps::typed_json(text);
  std::optional<SettingError> trouble;
  for (const Parameter* parameter : parameters_of(column)) {
    const bool word = parameter->type == Parameter::Type::word;
    try {
      return sweeps::to_json(validated(*parameter, word ? Value(text) : sweeps::value_from_json(json)));
    } catch (const SettingError& error) {
      trouble = error;
    }
  }
  throw *trouble;  // a column has one parameter at least
}

Condition condition_of(const AxisTable& axes, const std::string& whole, const std::string& part) {
  const std::size_t equals = part.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == part.size())
    throw Error(ErrorCode::bad_input, fmt::format("{}: expected axis=value, not '{}'", whole, part));
  const ConfigColumn column = config_column(axes, whole + ":", part.substr(0, equals));
  try {
    return {column, checked_value(column, part.substr(equals + 1))};
  } catch (const SettingError& error) {
    throw Error(ErrorCode::bad_input, fmt::format("{}: {}", whole, error.what()));
  }
}

std::string name_of(const Side& side) {
  std::string name;
  for (const Condition& condition : side.conditions) {
    const std::string value =
        condition.value.is_string() ? condition.value.get<std::string>() : condition.value.dump();
    const ConfigColumn& column = condition.column;
    const std::string& axis = column.axis->name;
    add_to_label(
        name, label_part(*column.axis, column.setting.empty() ? axis : axis + "." + column.setting, value));
  }
  return name;
}

std::vector<std::string> keys_of_groups(const StoreReader& store, const std::string& prefix) {
  constexpr std::size_t shortest = 4;
  const bool hexadecimal = prefix.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!hexadecimal || prefix.size() < shortest) return {};
  return store.group_keys(prefix, 2);
}

Side named_side(const StoreReader& store, const std::string& text) {
  if (const auto sweep = text.empty() ? std::nullopt : store.find_sweep(text))
    return {.name = text, .conditions = {}, .sweep = sweep->id};
  const auto keys = keys_of_groups(store, text);
  if (keys.size() > 1)
    throw Error(ErrorCode::bad_input,
                fmt::format("'{}' is ambiguous: it begins several groups' keys; give more characters", text));
  if (!keys.empty()) {
    constexpr std::size_t shown = 8;
    return {.name = keys[0].substr(0, std::max(shown, text.size())), .conditions = {}, .group_key = keys[0]};
  }
  const std::vector<std::string> names = store.sweep_names();
  throw Error(
      ErrorCode::bad_input,
      fmt::format("no sweep or group '{}' in the store{}", text,
                  did_you_mean_or(text, names, "; a side is axis=value, a sweep's name or a group's key")));
}

}  // namespace

nlohmann::json value_on(const ConfigColumn& column, const Config& config) {
  const Setting& on_axis = config.setting(column.axis->name);
  if (const auto* value = std::get_if<Value>(&on_axis))
    return column.setting.empty() ? sweeps::to_json(*value) : nlohmann::json();
  const Choice& choice = std::get<Choice>(on_axis);
  if (column.setting.empty()) return choice.name;
  const auto found = choice.settings.find(column.setting);
  return found == choice.settings.end() ? nlohmann::json() : sweeps::to_json(found->second);
}

bool Side::holds(const Config& config) const {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    return value_on(condition.column, config) == condition.value;
  });
}

Side side_of(const StoreReader& store, const std::string& text) {
  if (text.find('=') == std::string::npos) return named_side(store, text);
  Side side;
  for (const std::string& part : parts_of(text))
    side.conditions.push_back(condition_of(store.axes(), text, part));
  side.name = name_of(side);
  return side;
}

}  // namespace tryall::reports
