#include "space/finish_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace tryall::sweeps {
namespace {

Setting setting_of(const VariableTable& variables, Variable variable, std::uint32_t number) {
  if (variable != variables.seed_variable()) return variables.settings.at(variable, number);
  return Value(static_cast<std::int64_t>(variables.seeds[number]));
}

/// A term beside the relation's variable that it is about; remembers what it found of each value.
class RelationTerm {
 public:
  RelationTerm(const Term& term, const VariableTable& variables, std::size_t place)
      : term_(term), variables_(variables), place_(place) {}

  bool matches(const std::uint32_t* row) {
    const std::uint32_t number = row[place_];
    if (number >= known_.size()) known_.resize(number + 1, unknown);
    if (known_[number] == unknown) known_[number] = term_.matches(setting_of(variables_, term_.axis, number));
    return known_[number] == 1;
  }

 private:
  static constexpr char unknown = 2;
  const Term& term_;
  const VariableTable& variables_;
  std::size_t place_;
  std::vector<char> known_;
};

/// Keeps the rows for which all terms match, or those for which not all do.
void cut_rows(Relation& relation, std::vector<RelationTerm> terms, bool keep_matching) {
  const std::vector<std::uint32_t> all = std::move(relation.values);
  const std::size_t width = relation.variables.size();
  relation.values.clear();
  for (std::size_t i = 0; i < all.size(); i += width) {
    const std::uint32_t* row = &all[i];
    const bool match =
        std::all_of(terms.begin(), terms.end(), [&](RelationTerm& term) { return term.matches(row); });
    if (match == keep_matching) relation.values.insert(relation.values.end(), row, row + width);
  }
}

/// False when nothing is left.
bool cut_by(const Condition& condition, const Config& base, VariableTable& variables, Product& product) {
  std::vector<Variable> varied;
  for (const Term& term : condition.terms) {
    if (product.find(term.axis)) {
      varied.push_back(term.axis);
      continue;
    }
    const Setting fixed = term.axis == variables.seed_variable()
                              ? Setting(Value(std::int64_t{0}))
                              : variables.settings.at(term.axis, variables.settings.number(term.axis, base));
    if (!term.matches(fixed)) return !condition.required;
  }
  Relation* relation = join(product, varied);
  if (!relation) return condition.required;
  std::vector<RelationTerm> terms;
  for (const Term& term : condition.terms)
    if (const std::size_t place = relation->find(term.axis); place < relation->variables.size())
      terms.emplace_back(term, variables, place);
  cut_rows(*relation, std::move(terms), condition.required);
  return relation->rows() > 0;
}

/// Rows that leave something to the base are given the base's.
void fill_from_base(const Config& base, VariableTable& variables, Product& product) {
  for (Relation& relation : product.relations)
    for (const Variable variable : relation.variables)
      if (variable <= variables.seed_variable() &&
          std::find(relation.values.begin(), relation.values.end(), from_base) != relation.values.end())
        fill(relation, variable,
             variable == variables.seed_variable() ? variables.seed_number(0)
                                                   : variables.settings.number(variable, base));
}

/// The relation's axes in order; rows that differ in their seeds alone are one with several seeds.
AxisRelation axis_relation_of(const VariableTable& variables, const Relation& relation) {
  AxisRelation result;
  result.axes = relation.variables;
  std::sort(result.axes.begin(), result.axes.end());
  const bool seeded = result.axes.back() == variables.seed_variable();
  if (seeded) result.axes.pop_back();
  std::map<std::vector<std::uint32_t>, std::size_t> rows;
  std::vector<std::uint32_t> row(result.axes.size());
  for (std::size_t i = 0; i < relation.rows(); ++i) {
    const std::uint32_t* values = &relation.values[i * relation.variables.size()];
    for (std::size_t k = 0; k < row.size(); ++k) row[k] = values[relation.find(result.axes[k])];
    std::size_t place = result.rows;
    if (seeded) place = rows.emplace(row, result.rows).first->second;
    if (place == result.rows) {
      result.numbers.insert(result.numbers.end(), row.begin(), row.end());
      if (seeded) result.seeds.emplace_back();
      ++result.rows;
    }
    if (seeded)
      result.seeds[place].push_back(variables.seeds[values[relation.find(variables.seed_variable())]]);
  }
  return result;
}

Grid grid_of(const VariableTable& variables, Product product) {
  Grid grid;
  bool seeded = false;
  for (Relation& relation : product.relations) {
    drop_duplicates(relation);
    seeded = seeded || relation.find(variables.seed_variable()) < relation.variables.size();
    if (relation.variables != std::vector<Variable>{variables.seed_variable()}) {
      grid.relations.push_back(axis_relation_of(variables, relation));
      continue;
    }
    for (const std::uint32_t number : relation.values) grid.seeds.push_back(variables.seeds[number]);
  }
  if (!seeded) grid.seeds = {0};
  std::sort(grid.relations.begin(), grid.relations.end(),
            [](const AxisRelation& one, const AxisRelation& other) { return one.axes < other.axes; });
  return grid;
}

/// Cuts what the product's conditions do not let through; false when nothing is left.
bool cut(const Document& document, const Config& base, VariableTable& variables, Product& product) {
  for (const Condition& condition : product.conditions) {
    try {
      if (!cut_by(condition, base, variables, product)) return false;
    } catch (const std::length_error&) {
      document.fail(condition.path, fmt::format("this condition combines axes with more than {} combinations",
                                                largest_relation));
    }
  }
  return true;
}

}  // namespace

void fill(Relation& relation, Variable variable, std::uint32_t value) {
  for (std::size_t i = relation.find(variable); i < relation.values.size(); i += relation.variables.size())
    if (relation.values[i] == from_base) relation.values[i] = value;
}

Space finish_space(const Document& document, const Config& base, VariableTable& variables, Union products) {
  for (Product& product : products) fill_from_base(base, variables, product);
  try {
    apply_dotted_settings(document, base, variables, products);
  } catch (const std::length_error&) {
    document.fail("", fmt::format("the settings of an axis make more than {} choices", largest_relation));
  }
  Space space;
  for (Product& product : products) {
    if (!cut(document, base, variables, product)) continue;
    space.grids.push_back(grid_of(variables, std::move(product)));
  }
  if (space.grids.empty()) document.fail("", "exclude and require leave nothing to train");
  space.settings = std::move(variables.settings);
  return space;
}

}  // namespace tryall::sweeps
