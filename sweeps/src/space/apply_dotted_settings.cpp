#include <fmt/format.h>

#include <stdexcept>

#include "space/finish_space.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

/// Puts values of settings into choices.
class SettingApplier {
 public:
  SettingApplier(const Document& document, VariableTable& variables)
      : document_(document), variables_(variables) {}

  /// The choice with the value, or as it is where it has no such setting.
  std::uint32_t applied(std::uint32_t choice_number, Variable dotted, std::uint32_t value_number) {
    const std::uint64_t key = static_cast<std::uint64_t>(choice_number) << 32 | value_number;
    const auto [place, added] = known_[dotted].emplace(key, choice_number);
    if (!added) return place->second;
    const VariableTable::Dotted& about = variables_.dotted[dotted - variables_.seed_variable() - 1];
    const VariableTable::Dotted::Raw& raw = about.values[value_number];
    VariableTable::Given& given = variables_.given[raw.given];
    Choice choice = std::get<Choice>(variables_.settings.at(about.axis, choice_number));
    const Technique& technique = variables_.axes()[about.axis].family->find(choice.name);
    const Parameter* parameter = technique.find(about.setting);
    if (!parameter) {
      for (const Parameter& other : technique.parameters) given.known.push_back(other.name);
      return choice_number;
    }
    given.used = true;
    try {
      choice.settings[about.setting] = validated(*parameter, value_from_json(raw.value.json));
    } catch (const SettingError& error) {
      document_.fail(raw.value.path, error.what());
    }
    return place->second = variables_.settings.number(about.axis, choice);
  }

  void check_used() const {
    for (const VariableTable::Dotted& dotted : variables_.dotted)
      for (const VariableTable::Dotted::Raw& raw : dotted.values) {
        const VariableTable::Given& given = variables_.given[raw.given];
        const std::string& axis = variables_.axes()[dotted.axis].name;
        if (given.used) continue;
        document_.fail_key(given.path,
                           given.known.empty()
                               ? fmt::format("no {} of this sweep has settings", axis)
                               : fmt::format("no {} of this sweep has a setting '{}'{}", axis, dotted.setting,
                                             did_you_mean(dotted.setting, given.known)));
      }
  }

 private:
  const Document& document_;
  VariableTable& variables_;
  std::map<Variable, std::unordered_map<std::uint64_t, std::uint32_t>> known_;
};

/// The product's dotted variables of that axis.
std::vector<Variable> dotted_of(const VariableTable& variables, Product& product, std::size_t axis) {
  std::vector<Variable> result;
  for (std::size_t i = 0; i < variables.dotted.size(); ++i)
    if (const Variable variable = variables.seed_variable() + 1 + i;
        variables.dotted[i].axis == axis && product.find(variable))
      result.push_back(variable);
  return result;
}

/// The relation without the variables, each row once.
void drop(Relation& relation, const std::vector<Variable>& gone) {
  Relation rest;
  for (std::size_t i = 0; i < relation.variables.size(); ++i)
    if (std::find(gone.begin(), gone.end(), relation.variables[i]) == gone.end()) {
      rest.variables.push_back(relation.variables[i]);
      rest.paths.push_back(relation.paths[i]);
    }
  for (std::size_t row = 0; row < relation.rows(); ++row)
    for (const Variable variable : rest.variables)
      rest.values.push_back(relation.values[row * relation.variables.size() + relation.find(variable)]);
  drop_duplicates(rest);
  relation = std::move(rest);
}

}  // namespace

void apply_dotted_settings(const Document& document, const Config& base, VariableTable& variables,
                           Union& products) {
  SettingApplier applier(document, variables);
  for (Product& product : products)
    for (std::size_t axis = 0; axis < variables.axes().size(); ++axis) {
      const std::vector<Variable> dotted = dotted_of(variables, product, axis);
      if (dotted.empty()) continue;
      if (!product.find(axis))
        product.relations.push_back({{axis}, {"base"}, {variables.settings.number(axis, base)}});
      std::vector<Variable> together = dotted;
      together.push_back(axis);
      Relation& relation = *join(product, together);
      const std::size_t width = relation.variables.size(), choice = relation.find(axis);
      for (std::size_t row = 0; row < relation.rows(); ++row)
        for (const Variable variable : dotted)
          if (const std::uint32_t value = relation.values[row * width + relation.find(variable)];
              value != from_base)
            relation.values[row * width + choice] =
                applier.applied(relation.values[row * width + choice], variable, value);
      drop(relation, dotted);
    }
  applier.check_used();
}

}  // namespace tryall::sweeps
