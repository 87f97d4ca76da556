#include <fmt/format.h>

#include "space/axis_values.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

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
        result.back().settings[parameter.name] = checked(parameter, value_from_json(value.json));
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
  if (raw.json == 0) return completed(family, {zero, {}});
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
    completed(family, {technique.name, {{setting, Value(false)}}});
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
    if (const auto choice = from_number(document, family, raw)) return {completed(family, *choice)};
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
    for (Choice& choice : choices) choice = completed(family, choice);
    return choices;
  } catch (const SettingError& error) {
    document.fail(raw.path, error.what());
  }
}

}  // namespace tryall::sweeps
