#include "config_column.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/results/question_axes.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

Cell value_cell(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  return to_text(value);
}

/// The settings that the axis' techniques have, each once.
std::vector<std::string> settings_of(const Axis& axis) {
  std::vector<std::string> settings;
  if (!axis.is_choice()) return settings;
  for (const Technique* technique : axis.family->techniques)
    for (const Parameter& parameter : technique->parameters)
      if (std::find(settings.begin(), settings.end(), parameter.name) == settings.end())
        settings.push_back(parameter.name);
  return settings;
}

}  // namespace

Cell axis_cell(const Axis& axis, const Config& config) { return ConfigColumn{.axis = &axis}.cell(config); }

Cell ConfigColumn::cell_of(const Setting& on_axis) const {
  if (on_axis == absent) return {};
  if (const auto* choice = std::get_if<Choice>(&on_axis)) {
    if (setting.empty()) return sweeps::axis_label(*axis, on_axis);
    const auto& settings = choice->settings;
    const auto found = settings.find(setting);
    return found == settings.end() ? Cell() : value_cell(found->second);
  }
  if (!setting.empty()) return {};
  const Value& value = std::get<Value>(on_axis);
  if (!axis->parameter.zero_word.empty() && value == Value(std::int64_t{0})) return axis->parameter.zero_word;
  return value_cell(value);
}

std::optional<ConfigColumn> find_config_column(const AxisTable& axes, const std::string& name) {
  if (const Axis* axis = axes.find(name)) return ConfigColumn{.axis = axis};
  for (const Axis& axis : axes)
    for (const std::string& setting : settings_of(axis))
      if (name == axis.name + "." + setting || name == axis.name + "_" + setting)
        return ConfigColumn{.axis = &axis, .setting = setting};
  return std::nullopt;
}

ConfigColumn config_column(const AxisTable& axes, const std::string& option, const std::string& name) {
  if (const auto column = find_config_column(axes, name)) return *column;
  const bool is_axis = name.find('.') == std::string::npos && !near_names(name, axes.names()).empty();
  throw Error(ErrorCode::bad_input,
              fmt::format("{} {}: unknown axis '{}'{}", option, name, name,
                          did_you_mean(name, is_axis ? axes.names() : question_axes(axes))));
}

std::vector<std::string> question_axes(const AxisTable& axes) {
  std::vector<std::string> names = axes.names();
  for (const Axis& axis : axes)
    for (const std::string& setting : settings_of(axis)) names.push_back(axis.name + "." + setting);
  return names;
}

}  // namespace tryall::reports
