#include "space/variable_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "space/read_space.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/utf8.hpp"

namespace tryall::sweeps {

Relation VariableTable::relation(const Document& document, const std::string& name,
                                 const nlohmann::json& json, const std::string& path) {
  Relation result{{seed_variable()}, {path}, {}};
  if (name == "seed") {
    read_seeds(document, {json, path}, result);
  } else if (name.find('.') != std::string::npos) {
    read_dotted(document, name, {json, path}, result);
  } else {
    const Axis& axis = known_axis(document, axes(), name, path);
    result.variables = {axes().index(axis)};
    for (const Setting& setting : read_settings(document, axis, json, path))
      result.values.push_back(settings.number(result.variables.front(), setting));
  }
  return result;
}

std::string VariableTable::name(Variable variable) const {
  if (variable == seed_variable()) return "seed";
  if (variable < seed_variable()) return axes()[variable].name;
  const Dotted& known = dotted[variable - seed_variable() - 1];
  return axes()[known.axis].name + "." + known.setting;
}

std::uint32_t VariableTable::seed_number(std::uint64_t seed) {
  const auto [place, added] = seed_numbers_.emplace(seed, seeds.size());
  if (added) seeds.push_back(seed);
  return place->second;
}

namespace {

/// A whole number, also written as 1.0 or 1e3.
std::uint64_t seed_from(const Document& document, const RawValue& raw) {
  const nlohmann::json& json = raw.json;
  const bool is_negative = json.is_number() && !json.is_number_unsigned() && json < 0;
  const bool is_whole = json.is_number_integer() ||
                        (json.is_number_float() && std::floor(json.get<double>()) == json.get<double>());
  if (!is_whole || is_negative)
    document.fail(raw.path,
                  fmt::format("a seed is a whole number of at least 0, not {}", excerpt(json.dump())));
  constexpr double beyond = 9223372036854775808.0, exact = 9e15;
  const bool is_float = json.is_number_float();
  if (is_float ? json.get<double>() >= beyond : json.get<std::uint64_t>() > std::uint64_t{INT64_MAX})
    document.fail(raw.path, "a seed is at most 2^63 - 1");
  if (is_float && json.get<double>() > exact)
    document.fail(raw.path, fmt::format("write the seed {} with all its digits", json.dump()));
  return is_float ? static_cast<std::uint64_t>(json.get<double>()) : json.get<std::uint64_t>();
}

}  // namespace

void VariableTable::read_seeds(const Document& document, const RawValue& raw, Relation& relation) {
  for (const RawValue& one : expand_values(document, raw.json, raw.path)) {
    relation.values.push_back(seed_number(seed_from(document, one)));
  }
}

void VariableTable::read_dotted(const Document& document, const std::string& name, const RawValue& raw,
                                Relation& relation) {
  const std::size_t dot = name.find('.');
  const std::string family = name.substr(0, dot), setting = name.substr(dot + 1);
  const Axis& axis = known_axis(document, axes(), family, raw.path);
  if (!axis.is_choice()) document.fail_key(raw.path, fmt::format("'{}' has no settings", axis.name));
  const auto [place, added] = dotted_numbers_.emplace(name, dotted.size());
  if (added) dotted.push_back({axes().index(axis), setting, {}});
  relation.variables = {seed_variable() + 1 + place->second};
  const Parameter* parameter = nullptr;
  for (const Technique* technique : axis.family->techniques)
    if (!parameter) parameter = technique->find(setting);
  given.push_back({raw.path});
  std::vector<Dotted::Raw>& values = dotted[place->second].values;
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (RawValue& one : setting_values(document, parameter ? *parameter : Parameter{}, raw.json, raw.path)) {
    const auto [number, is_new] = numbers.emplace(one.json.dump(), values.size());
    if (is_new) values.push_back({std::move(one), given.size() - 1});
    relation.values.push_back(number->second);
  }
}

}  // namespace tryall::sweeps
