#include <fmt/format.h>

#include "space/axis_values.hpp"
#include "space/read_space.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

void add_settings(const Document& document, const Axis& axis, const RawValue& raw,
                  std::vector<Setting>& settings) {
  if (axis.is_choice()) {
    for (Choice& choice : expand_choice(document, *axis.family, raw))
      settings.emplace_back(std::move(choice));
    return;
  }
  try {
    settings.emplace_back(axis.checked(value_from_json(raw.json)));
  } catch (const SettingError& error) {
    document.fail(raw.path, error.what());
  }
}

}  // namespace

const Axis& known_axis(const Document& document, const AxisTable& axes, const std::string& name,
                       const std::string& path) {
  if (const Axis* axis = axes.find(name)) return *axis;
  std::vector<std::string> names = axes.names();
  names.emplace_back("seed");
  document.fail_key(path, fmt::format("unknown axis '{}'{}", name, did_you_mean(name, names)));
}

std::vector<Setting> read_settings(const Document& document, const Axis& axis, const nlohmann::json& json,
                                   const std::string& path) {
  std::vector<Setting> settings;
  for (const RawValue& raw : setting_values(document, axis.parameter, json, path))
    add_settings(document, axis, raw, settings);
  return settings;
}

void read_base(const Document& document, const nlohmann::json& json, const std::string& path,
               Config& config) {
  for (const auto& [name, value] : json.items()) {
    const std::string place = Document::child(path, name);
    if (name == "seed") document.fail_key(place, "seeds belong under axes: {\"seed\": {\"count\": 5}}");
    const Axis& axis = known_axis(document, config.axes(), name, place);
    const bool list = axis.parameter.type == Parameter::Type::integers && !axis.is_choice();
    std::vector<Setting> settings;
    if ((!value.is_array() || list) && !is_numeric_form(value))
      add_settings(document, axis, {value, place}, settings);
    if (settings.size() != 1) document.fail(place, "the base holds one value an axis; put lists under axes");
    config.put(config.axes().index(axis), std::move(settings.front()));
  }
}

}  // namespace tryall::sweeps
