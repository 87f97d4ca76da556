#include "space/read_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "space/axis_values.hpp"
#include "space/finish_space.hpp"
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
    settings.emplace_back(axis.validated(value_from_json(raw.json)));
  } catch (const SettingError& error) {
    document.fail(raw.path, error.what());
  }
}

/// "model.hidden", ...
void append_settings(const AxisTable& axes, std::vector<std::string>& names) {
  for (const Axis& axis : axes) {
    if (!axis.is_choice()) continue;
    for (const Technique* technique : axis.family->techniques)
      for (const Parameter& parameter : technique->parameters)
        if (const std::string name = axis.name + "." + parameter.name;
            std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(name);
  }
}

constexpr std::size_t most_products = 100'000;

/// Reads spaces, the outermost first.
class SpaceReader {
 public:
  SpaceReader(const Document& document, VariableTable& variables)
      : document_(document), variables_(variables) {}

  /// The space of an object whose fields are known; `zipped` where it stands in a zip.
  Union read(const nlohmann::json& json, const std::string& path, bool zipped) {
    Union products(1);
    const auto given = [&](const char* field) { return json.find(field) != json.end(); };
    const auto place = [&](const char* field) { return Document::child(path, field); };
    if (given("axes"))
      for (Relation& relation : relations(json["axes"], place("axes"))) {
        drop_duplicates(relation);
        multiply(products, {{{std::move(relation)}, {}}});
      }
    if (given("zip")) multiply(products, {{{zip(json["zip"], place("zip"))}, {}}});
    if (given("union")) {
      Union all;
      for (Union& one : spaces(json["union"], place("union"), zipped))
        std::move(one.begin(), one.end(), std::back_inserter(all));
      multiply(products, all);
    }
    if (given("product"))
      for (const Union& one : spaces(json["product"], place("product"), zipped)) multiply(products, one);
    if (given("base") && !path.empty()) add_base(products, json["base"], place("base"));
    if (given("exclude")) add_conditions(products, {json["exclude"], place("exclude")}, false, zipped);
    if (given("require")) add_conditions(products, {json["require"], place("require")}, true, zipped);
    return products;
  }

 private:
  void check_object(const nlohmann::json& json, const std::string& path) const {
    if (!json.is_object()) document_.fail(path, fmt::format("expected an object, not {}", json.dump()));
  }

  /// The values of each axis, repetitions among them.
  std::vector<Relation> relations(const nlohmann::json& json, const std::string& path) {
    check_object(json, path);
    std::vector<Relation> result;
    for (const auto& [name, values] : json.items())
      result.push_back(variables_.relation(document_, name, values, Document::child(path, name)));
    return result;
  }

  std::vector<Union> spaces(const nlohmann::json& json, const std::string& path, bool zipped) {
    if (!json.is_array() || json.empty())
      document_.fail(path, fmt::format("expected a list of spaces, such as [{{\"axes\": {{...}}}}], not {}",
                                       json.dump()));
    std::vector<Union> result;
    for (std::size_t i = 0; i < json.size(); ++i) {
      const std::string place = Document::item(path, i);
      check_object(json[i], place);
      for (const auto& [field, value] : json[i].items())
        if (std::find(space_fields.begin(), space_fields.end(), field) == space_fields.end())
          document_.fail_key(Document::child(place, field), fmt::format("a space has no field '{}'{}", field,
                                                                        did_you_mean(field, space_fields)));
      result.push_back(read(json[i], place, zipped));
    }
    return result;
  }

  /// {"zip": {axis: values, ...}} or {"zip": [space, ...]}.
  Relation zip(const nlohmann::json& json, const std::string& path) {
    const bool of_spaces = json.is_array();
    std::vector<Relation> parts;
    std::vector<std::string> names;
    if (of_spaces) {
      for (const Union& space : spaces(json, path, true)) {
        names.push_back(Document::item("zip", names.size()));
        parts.push_back(written(space, Document::item(path, parts.size())));
      }
    } else {
      parts = relations(json, path);
      for (const Relation& part : parts) names.push_back(variables_.name(part.variables.front()));
    }
    if (parts.empty()) document_.fail(path, "a zip needs axes");
    Union known = {{{parts.front()}, {}}};
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].rows() != parts[0].rows())
        document_.fail(
            of_spaces ? Document::item(path, i) : parts[i].paths.front(),
            fmt::format("the parts of a zip need equal lengths, but {} has length {} and {} has length {}",
                        names[0], parts[0].rows(), names[i], parts[i].rows()));
      refuse_common(known.front(), {{parts[i]}, {}});
      known.front().relations.push_back(parts[i]);
    }
    return zipped_rows(parts);
  }

  Relation written(const Union& space, const std::string& path) const {
    try {
      Relation relation = flattened(space);
      if (relation.variables.empty()) document_.fail(path, "a space in a zip needs axes of its own");
      return relation;
    } catch (const std::length_error&) {
      document_.fail(path,
                     fmt::format("has more than {} combinations, too many for a zip", largest_relation));
    }
  }

  void refuse_common(const Product& one, const Product& other) const {
    for (const Relation& late : other.relations)
      for (std::size_t i = 0; i < late.variables.size(); ++i)
        for (const Relation& early : one.relations)
          if (const std::size_t place = early.find(late.variables[i]); place < early.variables.size())
            document_.fail_key(late.paths[i],
                               fmt::format("'{}' has its values already, at {}",
                                           variables_.name(late.variables[i]), early.paths[place]));
  }

  void multiply(Union& products, const Union& others) const {
    if (products.size() * others.size() > most_products)
      document_.fail("", fmt::format("unions that multiply to more than {} spaces", most_products));
    for (const Product& one : products)
      for (const Product& other : others) refuse_common(one, other);
    products = product(products, others);
  }

  /// The base of a space holds where the space says nothing else.
  void add_base(Union& products, const nlohmann::json& json, const std::string& path) {
    check_object(json, path);
    Config config(variables_.settings.shared_axes());
    read_base(document_, json, path, config);
    for (const auto& item : json.items()) {
      const Variable variable = variables_.axes().index(item.key());
      const std::uint32_t number = variables_.settings.number(variable, config);
      for (Product& product : products) {
        if (Relation* relation = product.find(variable))
          fill(*relation, variable, number);
        else
          product.relations.push_back({{variable}, {Document::child(path, item.key())}, {number}});
      }
    }
  }

  void add_conditions(Union& products, const RawValue& raw, bool required, bool zipped) const {
    if (zipped) document_.fail_key(raw.path, "conditions cannot be inside a zip; put them beside it");
    for (const Condition& condition :
         read_conditions(document_, variables_.axes(), raw.json, raw.path, required))
      for (Product& product : products) product.conditions.push_back(condition);
  }

  const Document& document_;
  VariableTable& variables_;
};

}  // namespace

const Axis& known_axis(const Document& document, const AxisTable& axes, const std::string& name,
                       const std::string& path) {
  if (const Axis* axis = axes.find(name)) return *axis;
  std::vector<std::string> names = axes.names();
  names.emplace_back("seed");
  if (name == "name")
    document.fail_key(path,
                      "'name' is no axis: a sweep's name stands beside base and axes in its file, and tryall "
                      "rename gives a stored sweep another");
  if (nearest_name(name, names).empty()) append_settings(axes, names);
  document.fail_key(path, fmt::format("unknown axis '{}'{}", name, did_you_mean(name, names)));
}

namespace {

/// In a base a setting stands with its technique.
void refuse_setting(const Document& document, const AxisTable& axes, const std::string& name,
                    const std::string& path) {
  if (axes.find(name) || !nearest_name(name, axes.names()).empty()) return;
  std::vector<std::string> settings;
  append_settings(axes, settings);
  const std::string near = nearest_name(name, settings);
  if (near.empty()) return;
  const std::size_t dot = near.find('.');
  document.fail_key(
      path, fmt::format("unknown axis '{}' (did you mean '{}'? in a base it stands with its technique: "
                        "\"{}\": {{\"name\": ..., \"{}\": ...}})",
                        name, near, near.substr(0, dot), near.substr(dot + 1)));
}

}  // namespace

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
    refuse_setting(document, config.axes(), name, place);
    const Axis& axis = known_axis(document, config.axes(), name, place);
    const bool list = axis.parameter.type == Parameter::Type::integers && !axis.is_choice();
    std::vector<Setting> settings;
    if ((!value.is_array() || list) && !is_numeric_form(value))
      add_settings(document, axis, {value, place}, settings);
    if (settings.size() != 1) document.fail(place, "the base holds one value per axis; put lists under axes");
    config.put(config.axes().index(axis), std::move(settings.front()));
  }
}

Space read_space(const Document& document, const Config& base) {
  VariableTable variables(base.shared_axes());
  Union products = SpaceReader(document, variables).read(document.root(), "", false);
  return finish_space(document, base, variables, std::move(products));
}

}  // namespace tryall::sweeps
