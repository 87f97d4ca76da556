#include "tryall/sweeps/space/config_json.hpp"

#include "tryall/error.hpp"

namespace tryall::sweeps {

nlohmann::json to_json(const Value& value) {
  struct Writer {
    nlohmann::json operator()(std::monostate) const { return nullptr; }
    nlohmann::json operator()(bool flag) const { return flag; }
    nlohmann::json operator()(std::int64_t integer) const { return integer; }
    nlohmann::json operator()(double number) const { return number; }
    nlohmann::json operator()(const std::string& word) const { return word; }
    nlohmann::json operator()(const List& list) const {
      nlohmann::json items = nlohmann::json::array();
      for (const Value& item : list) items.push_back(to_json(item));
      return items;
    }
  };
  return std::visit(Writer{}, value);
}

namespace {

/// Nothing that can be set is a list of lists of lists.
void refuse_deep_list(const nlohmann::json& json) {
  const nlohmann::json* inner = &json;
  constexpr int most_levels = 3;
  for (int level = 0; inner->is_array() && !inner->empty(); ++level) {
    if (level == most_levels) throw SettingError("", "lists are nested too deep");
    inner = &inner->front();
  }
}

}  // namespace

Value value_from_json(const nlohmann::json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
    throw SettingError("", "the whole number " + json.dump() + " is too large");
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number_float()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_array()) throw SettingError("", "expected a value, not " + json.dump());
  refuse_deep_list(json);
  List list;
  for (const nlohmann::json& item : json) list.push_back(value_from_json(item));
  return list;
}

nlohmann::json to_json(const Choice& choice) {
  nlohmann::json json = {{"name", choice.name}};
  for (const auto& [name, value] : choice.settings) json[name] = to_json(value);
  return json;
}

Choice choice_from_json(const nlohmann::json& json) {
  Choice choice{json.at("name").get<std::string>(), {}};
  for (const auto& [name, value] : json.items())
    if (name != "name" && name != "revision") choice.settings[name] = value_from_json(value);
  return choice;
}

namespace {

/// What stands in a choice's JSON beside its settings, where its technique comes from outside.
void add_revision(nlohmann::json& json, const Technique& technique) {
  if (!technique.revision.empty()) json["revision"] = technique.revision;
}

}  // namespace

nlohmann::json to_json(const Axis& axis, const Setting& setting) {
  if (const auto* choice = std::get_if<Choice>(&setting)) {
    nlohmann::json json = to_json(*choice);
    add_revision(json, axis.family->find(choice->name));
    return json;
  }
  const Value& value = std::get<Value>(setting);
  if (!axis.parameter.zero_word.empty() && value == Value(std::int64_t{0})) return axis.parameter.zero_word;
  return to_json(value);
}

nlohmann::json to_json(const Config& config) {
  nlohmann::json json = nlohmann::json::object();
  for (std::size_t axis = 0; axis < config.axes().size(); ++axis)
    json[config.axes()[axis].name] = to_json(config.axes()[axis], config[axis]);
  return json;
}

std::optional<nlohmann::json> telling_json(const Axis& axis, const Setting& setting, bool with_revision) {
  if (!axis.is_choice()) {
    if (std::get<Value>(setting) == *axis.parameter.fallback) return std::nullopt;
    return to_json(axis, setting);
  }
  const Choice& choice = std::get<Choice>(setting);
  const Technique& technique = axis.family->find(choice.name);
  nlohmann::json telling = {{"name", choice.name}};
  for (const auto& [name, value] : choice.settings) {
    const Parameter* parameter = technique.find(name);
    if (!parameter->fallback || *parameter->fallback != value) telling[name] = to_json(value);
  }
  if (with_revision) add_revision(telling, technique);
  if (telling.size() == 1 && choice.name == axis.standard.name) return std::nullopt;
  return telling;
}

nlohmann::json telling_json(const Config& config) {
  nlohmann::json json = nlohmann::json::object();
  for (const Axis& axis : config.axes())
    if (auto telling = telling_json(axis, config.setting(axis.name))) json[axis.name] = std::move(*telling);
  return json;
}

std::string canonical_text(const Config& config) { return to_json(config).dump(); }

Config config_from_json(const std::shared_ptr<const AxisTable>& axes, const nlohmann::json& json) {
  Config config(axes);
  for (const Axis& axis : *axes) {
    const auto found = json.find(axis.name);
    if (found == json.end()) continue;
    if (!axis.is_choice()) {
      config.set(axis.name, value_from_json(*found));
      continue;
    }
    config.set(axis.name, choice_from_json(*found));
  }
  return config;
}

std::string axis_label(const Axis& axis, const Setting& setting) {
  if (const auto* choice = std::get_if<Choice>(&setting)) return label(*axis.family, *choice);
  const Value& value = std::get<Value>(setting);
  if (setting == absent) return "-";
  if (!axis.parameter.zero_word.empty() && value == Value(std::int64_t{0})) return axis.parameter.zero_word;
  return to_text(value);
}

std::string axis_label(const Axis& axis, const Config& config) {
  return axis_label(axis, config.setting(axis.name));
}

}  // namespace tryall::sweeps
