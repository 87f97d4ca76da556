#include "tryall/sweeps/space/axes_json.hpp"

#include <array>
#include <cmath>
#include <list>
#include <map>
#include <nlohmann/json.hpp>

#include "tryall/error.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 5> type_names = {"boolean", "integer", "number", "word", "integers"};

Parameter::Type type_of(const std::string& name) {
  for (std::size_t i = 0; i < type_names.size(); ++i)
    if (name == type_names[i]) return static_cast<Parameter::Type>(i);
  throw Error(ErrorCode::bad_input, "unknown type of setting '" + name + "'");
}

/// What is at a parameter's own default is left out.
json parameter_json(const Parameter& parameter) {
  json result = {{"name", parameter.name}, {"type", type_names[static_cast<std::size_t>(parameter.type)]}};
  if (parameter.fallback) result["default"] = to_json(*parameter.fallback);
  if (!parameter.meaning.empty()) result["meaning"] = parameter.meaning;
  if (std::isfinite(parameter.low)) result["low"] = parameter.low;
  if (std::isfinite(parameter.high)) result["high"] = parameter.high;
  if (parameter.low_open) result["low_open"] = true;
  if (parameter.high_open) result["high_open"] = true;
  if (!parameter.words.empty()) result["words"] = parameter.words;
  if (!parameter.zero_word.empty()) result["zero_word"] = parameter.zero_word;
  return result;
}

/// A store's description may be a stranger's, and names become columns of its views.
std::string checked_name(const json& from) {
  constexpr const char* letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  std::string name = from.at("name");
  if (name.empty() || name.find_first_not_of(letters) != std::string::npos)
    throw Error(ErrorCode::bad_input, "a setting cannot be named '" + name + "'");
  return name;
}

Parameter parameter_from(const json& from) {
  Parameter result{
      .name = checked_name(from), .type = type_of(from.at("type")), .meaning = from.value("meaning", "")};
  if (const auto fallback = from.find("default"); fallback != from.end())
    result.fallback = validated(result, value_from_json(*fallback));
  result.low = from.value("low", result.low);
  result.high = from.value("high", result.high);
  result.low_open = from.value("low_open", false);
  result.high_open = from.value("high_open", false);
  result.words = from.value("words", result.words);
  result.zero_word = from.value("zero_word", "");
  return result;
}

json technique_json(const Technique& technique) {
  json parameters = json::array();
  for (const Parameter& parameter : technique.parameters) parameters.push_back(parameter_json(parameter));
  json result = {{"name", technique.name},
                 {"summary", technique.summary},
                 {"source", technique.source},
                 {"settings", std::move(parameters)}};
  if (!technique.revision.empty()) result["revision"] = technique.revision;
  return result;
}

json family_json(const Family& family) {
  json techniques = json::array();
  for (const Technique* technique : family.techniques) techniques.push_back(technique_json(*technique));
  return {{"singular", family.singular}, {"plural", family.plural}, {"techniques", std::move(techniques)}};
}

json axis_json(const Axis& axis) {
  if (!axis.is_choice()) return parameter_json(axis.parameter);
  return {{"name", axis.name},
          {"meaning", axis.meaning},
          {"default", to_json(axis.standard)},
          {"family", axis.family->singular}};
}

/// What the axes of a description refer to; as long-lived as the table made of it.
struct DescribedAxes {
  std::list<Technique> techniques;
  std::map<std::string, Family> families;

  void add(const json& from) {
    Family& family = families[from.at("singular").get<std::string>()];
    family.singular = from.at("singular");
    family.plural = from.at("plural");
    for (const json& one : from.at("techniques")) {
      Technique& technique = techniques.emplace_back(Technique{.name = one.at("name"),
                                                               .summary = one.at("summary"),
                                                               .source = one.at("source"),
                                                               .revision = one.value("revision", "")});
      for (const json& setting : one.at("settings")) technique.parameters.push_back(parameter_from(setting));
      family.techniques.push_back(&technique);
    }
  }

  Axis axis(const json& from) const {
    const auto family = from.find("family");
    if (family == from.end()) return value_axis(parameter_from(from));
    Axis axis{.name = from.at("name"),
              .meaning = from.at("meaning"),
              .family = &families.at(family->get<std::string>())};
    axis.standard = with_defaults(*axis.family, choice_from_json(from.at("default")));
    return axis;
  }
};

}  // namespace

std::string description_of(const AxisTable& axes) {
  json result = {{"families", json::array()}, {"axes", json::array()}};
  for (const Family* family : axes.families()) result["families"].push_back(family_json(*family));
  for (const Axis& axis : axes) result["axes"].push_back(axis_json(axis));
  return result.dump();
}

std::shared_ptr<const AxisTable> axes_from_description(const std::string& description) {
  try {
    const json from = json::parse(description);
    const auto described = std::make_shared<DescribedAxes>();
    for (const json& family : from.at("families")) described->add(family);
    std::vector<Axis> axes;
    for (const json& axis : from.at("axes")) axes.push_back(described->axis(axis));
    return std::make_shared<const AxisTable>(std::move(axes), described);
  } catch (const json::exception&) {
    throw Error(ErrorCode::bad_input, "the description of the axes cannot be read: it is no JSON of axes");
  } catch (const std::exception& error) {
    throw Error(ErrorCode::bad_input,
                std::string("the description of the axes cannot be read: ") + error.what());
  }
}

}  // namespace tryall::sweeps
