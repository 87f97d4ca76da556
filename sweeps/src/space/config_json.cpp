#include "tryall/sweeps/space/config_json.hpp"

#include "tryall/error.hpp"

namespace tryall::sweeps {

nlohmann::json to_json(const Value& value) {
  return std::visit([](const auto& plain) { return nlohmann::json(plain); }, value);
}

Value value_from_json(const nlohmann::json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
    throw SettingError("", "the whole number " + json.dump() + " is too large");
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number_float()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_array()) throw SettingError("", "expected a value, not " + json.dump());
  std::vector<std::int64_t> list;
  for (const nlohmann::json& item : json) {
    if (!item.is_number_integer()) throw SettingError("", "expected a whole number, not " + item.dump());
    list.push_back(item.get<std::int64_t>());
  }
  return list;
}

nlohmann::json to_json(const Choice& choice) {
  nlohmann::json json = {{"name", choice.name}};
  for (const auto& [name, value] : choice.settings) json[name] = to_json(value);
  return json;
}

nlohmann::json to_json(const Axis& axis, const Setting& setting) {
  if (!axis.is_choice() && !axis.parameter.zero_word.empty() &&
      std::get<Value>(setting) == Value(std::int64_t{0}))
    return axis.parameter.zero_word;
  return std::visit([](const auto& one) { return to_json(one); }, setting);
}

Setting setting_of(const Axis& axis, const Config& config) {
  if (axis.is_choice()) return axis.choice(config);
  return axis.value(config);
}

nlohmann::json to_json(const Config& config) {
  nlohmann::json json;
  for (const Axis& axis : axes()) json[axis.name] = to_json(axis, setting_of(axis, config));
  return json;
}

std::optional<nlohmann::json> telling_json(const Axis& axis, const Setting& setting) {
  static const Config defaults = completed(Config{});
  if (!axis.is_choice()) {
    if (std::get<Value>(setting) == axis.value(defaults)) return std::nullopt;
    return to_json(axis, setting);
  }
  const Choice& choice = std::get<Choice>(setting);
  const Technique& technique = axis.family->find(choice.name);
  nlohmann::json telling = {{"name", choice.name}};
  for (const auto& [name, value] : choice.settings) {
    const Parameter* parameter = technique.find(name);
    if (!parameter->fallback || *parameter->fallback != value) telling[name] = to_json(value);
  }
  if (telling.size() == 1 && choice.name == axis.choice(defaults).name) return std::nullopt;
  return telling;
}

std::string canonical_text(const Config& config) { return to_json(config).dump(); }

Config config_from_json(const nlohmann::json& json) {
  Config config = completed(Config{});
  for (const Axis& axis : axes()) {
    const auto found = json.find(axis.name);
    if (found == json.end()) continue;
    if (!axis.is_choice()) {
      axis.set(config, value_from_json(*found));
      continue;
    }
    Choice choice{found->at("name").get<std::string>(), {}};
    for (const auto& [name, value] : found->items())
      if (name != "name") choice.settings[name] = value_from_json(value);
    axis.set(config, choice);
  }
  return config;
}

std::string axis_label(const Axis& axis, const Config& config) {
  if (axis.is_choice()) return label(*axis.family, axis.choice(config));
  const Value value = axis.value(config);
  if (!axis.parameter.zero_word.empty() && value == Value(std::int64_t{0})) return axis.parameter.zero_word;
  return to_text(value);
}

}  // namespace tryall::sweeps
