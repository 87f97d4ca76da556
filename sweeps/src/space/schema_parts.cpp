#include "space/schema_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tryall::sweeps {
namespace {

Part range_part(const Parameter& parameter, const char* type) {
  Part part = {{"type", type}};
  if (std::isfinite(parameter.low)) part[parameter.low_open ? "exclusiveMinimum" : "minimum"] = parameter.low;
  if (std::isfinite(parameter.high))
    part[parameter.high_open ? "exclusiveMaximum" : "maximum"] = parameter.high;
  return part;
}

Part one_value(const Parameter& parameter) {
  switch (parameter.type) {
    case Parameter::Type::boolean:
      return {{"type", "boolean"}};
    case Parameter::Type::integer:
      if (parameter.zero_word.empty()) return range_part(parameter, "integer");
      return any_of({range_part(parameter, "integer"), {{"const", parameter.zero_word}}});
    case Parameter::Type::number:
      return range_part(parameter, "number");
    case Parameter::Type::word:
      return parameter.words.empty() ? Part{{"type", {"string", "number"}}} : Part{{"enum", parameter.words}};
    case Parameter::Type::integers:
      return {{"type", "array"}, {"items", range_part(parameter, "integer")}};
  }
  return {};
}

bool numeric(const Parameter& parameter) {
  return parameter.type == Parameter::Type::integer || parameter.type == Parameter::Type::number;
}

/// "number_above_0_below_1": parameters of one kind and range share their definitions.
std::string shape_name(const Parameter& parameter) {
  static const std::map<Parameter::Type, std::string> kinds = {{Parameter::Type::boolean, "truth"},
                                                               {Parameter::Type::integer, "integer"},
                                                               {Parameter::Type::number, "number"},
                                                               {Parameter::Type::word, "word"},
                                                               {Parameter::Type::integers, "integers"}};
  std::string name = kinds.at(parameter.type);
  if (std::isfinite(parameter.low))
    name += fmt::format("_{}_{}", parameter.low_open ? "above" : "at_least", parameter.low);
  if (std::isfinite(parameter.high))
    name += fmt::format("_{}_{}", parameter.high_open ? "below" : "at_most", parameter.high);
  for (const std::string& word : parameter.words) name += "_" + word;
  return parameter.zero_word.empty() ? name : name + "_or_" + parameter.zero_word;
}

Part values_part(const Parameter& parameter) {
  const Part one = reference(shape_name(parameter));
  if (!numeric(parameter)) return any_of({one, list_of(one)});
  return any_of({one, reference("series"), list_of(any_of({one, reference("series")}))});
}

Part condition_part(const Parameter& parameter) {
  Part properties = Part::object();
  if (numeric(parameter))
    for (const char* bound : {"above", "at_least", "below", "at_most"})
      properties[bound] = {{"type", "number"}};
  properties["not"] = reference(spelled(shape_name(parameter), Spelling::values));
  Part test = object_of(properties);
  test["minProperties"] = 1;
  return any_of({reference(spelled(shape_name(parameter), Spelling::values)), test});
}

bool needs_settings(const Technique& technique) {
  return std::any_of(technique.parameters.begin(), technique.parameters.end(),
                     [](const Parameter& parameter) { return !parameter.fallback; });
}

/// {"name": "momentum", "momentum": ...}; "type" stands for "name" where no setting is called so.
Part technique_part(const Technique& technique, Spelling spelling) {
  Part properties = {{"name", {{"const", technique.name}}}, {"type", {{"const", technique.name}}}};
  Part required = Part::array();
  for (const Parameter& parameter : technique.parameters) {
    properties[parameter.name] = parameter_part(parameter, spelling);
    if (!parameter.fallback && spelling != Spelling::condition) required.push_back(parameter.name);
  }
  Part part = Part::object();
  if (spelling != Spelling::condition) part["description"] = technique.summary;
  part.update(object_of(properties));
  part["anyOf"] = {{{"required", {"name"}}}, {{"required", {"type"}}}};
  if (!required.empty()) part["required"] = required;
  return part;
}

}  // namespace

Part reference(const std::string& definition) { return {{"$ref", "#/definitions/" + definition}}; }

Part any_of(std::vector<Part> parts) {
  if (parts.size() == 1) return parts.front();
  return {{"anyOf", std::move(parts)}};
}

Part object_of(Part properties) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Part list_of(Part item) { return {{"type", "array"}, {"items", std::move(item)}, {"minItems", 1}}; }

Part parameter_part(const Parameter& parameter, Spelling spelling) {
  Part part = Part::object();
  if (!parameter.meaning.empty() && spelling != Spelling::condition) part["description"] = parameter.meaning;
  part.update(reference(spelled(shape_name(parameter), spelling)));
  return part;
}

void define_shape(const Parameter& parameter, Part& definitions) {
  const std::string name = shape_name(parameter);
  if (definitions.contains(name)) return;
  definitions[name] = one_value(parameter);
  definitions[spelled(name, Spelling::values)] = values_part(parameter);
  definitions[spelled(name, Spelling::condition)] = condition_part(parameter);
}

std::string spelled(const std::string& name, Spelling spelling) {
  return name + (spelling == Spelling::one ? "" : spelling == Spelling::values ? "_values" : "_condition");
}

Part family_part(const Family& family, Spelling spelling) {
  std::vector<std::string> names;
  std::vector<Part> parts;
  for (const Technique* technique : family.techniques) {
    if (!needs_settings(*technique) || spelling == Spelling::condition) names.push_back(technique->name);
    parts.push_back(technique_part(*technique, spelling));
  }
  parts.insert(parts.begin(), Part{{"enum", names}});
  if (family.shorthand)
    parts.push_back(one_value(*family.find(family.shorthand->technique).find(family.shorthand->setting)));
  if (family.shorthand && spelling != Spelling::one) parts.push_back(reference("series"));
  return any_of(std::move(parts));
}

Part settings_of(const Axis& axis, Spelling spelling) {
  Part result = Part::object();
  for (const Technique* technique : axis.family->techniques)
    for (const Parameter& parameter : technique->parameters) {
      Part& part = result[axis.name + "." + parameter.name];
      const Part one = parameter_part(parameter, spelling);
      if (part.is_null())
        part = {{"anyOf", {one}}};
      else if (std::find(part["anyOf"].begin(), part["anyOf"].end(), one) == part["anyOf"].end())
        part["anyOf"].push_back(one);
    }
  for (auto& [name, part] : result.items())
    if (part["anyOf"].size() == 1) part = Part(part["anyOf"][0]);
  return result;
}

}  // namespace tryall::sweeps
