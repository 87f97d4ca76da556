#include "config_column.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/training_config.hpp"

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

Cell axis_cell(const Axis& axis, const Config& config) {
  if (axis.is_choice()) return sweeps::axis_label(axis, config);
  const Value& value = config.value(axis.name);
  if (!axis.parameter.zero_word.empty() && value == Value(std::int64_t{0})) return axis.parameter.zero_word;
  return value_cell(value);
}

Cell ConfigColumn::cell(const Config& config) const {
  if (setting.empty()) return axis_cell(*axis, config);
  const auto& settings = config.choice(axis->name).settings;
  const auto found = settings.find(setting);
  return found == settings.end() ? Cell() : value_cell(found->second);
}

std::optional<ConfigColumn> find_config_column(const std::string& name) {
  if (const Axis* axis = find_axis(name)) return ConfigColumn{.axis = axis};
  for (const Axis& axis : axes())
    for (const std::string& setting : settings_of(axis))
      if (name == axis.name + "." + setting || name == axis.name + "_" + setting)
        return ConfigColumn{.axis = &axis, .setting = setting};
  return std::nullopt;
}

ConfigColumn config_column(const std::string& option, const std::string& name) {
  if (const auto column = find_config_column(name)) return *column;
  const std::string near = nearest_name(name, question_axes());
  throw Error(ErrorCode::bad_input,
              fmt::format("{} {}: unknown axis '{}'{}", option, name, name,
                          did_you_mean(name, near.empty() ? axis_names() : std::vector{near})));
}

std::vector<std::string> question_axes() {
  std::vector<std::string> names = axis_names();
  for (const Axis& axis : axes())
    for (const std::string& setting : settings_of(axis)) names.push_back(axis.name + "." + setting);
  return names;
}

}  // namespace tryall::reports
