#include "space/relation.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <unordered_set>

#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {
namespace {

/// All combinations of the rows of the one with those of the other.
Relation combined(const Relation& one, const Relation& other) {
  if (saturating_product(one.rows(), other.rows()) > largest_relation) throw std::length_error("relation");
  Relation result{one.variables, one.paths, {}};
  result.variables.insert(result.variables.end(), other.variables.begin(), other.variables.end());
  result.paths.insert(result.paths.end(), other.paths.begin(), other.paths.end());
  result.values.reserve(one.rows() * other.rows() * result.variables.size());
  const auto row = [&](const Relation& relation, std::size_t i) {
    const auto begin = relation.values.begin() + static_cast<std::ptrdiff_t>(i * relation.variables.size());
    result.values.insert(result.values.end(), begin,
                         begin + static_cast<std::ptrdiff_t>(relation.variables.size()));
  };
  for (std::size_t i = 0; i < one.rows(); ++i)
    for (std::size_t k = 0; k < other.rows(); ++k) {
      row(one, i);
      row(other, k);
    }
  return result;
}

/// All combinations, in the order of the table of axes; the last varies fastest.
Relation all_combined(std::vector<Relation> relations) {
  std::stable_sort(relations.begin(), relations.end(), [](const Relation& one, const Relation& other) {
    return *std::min_element(one.variables.begin(), one.variables.end()) <
           *std::min_element(other.variables.begin(), other.variables.end());
  });
  Relation result = std::move(relations.front());
  for (std::size_t i = 1; i < relations.size(); ++i) result = combined(result, relations[i]);
  return result;
}

}  // namespace

std::size_t Relation::find(Variable variable) const {
  return static_cast<std::size_t>(std::find(variables.begin(), variables.end(), variable) -
                                  variables.begin());
}

Relation* Product::find(Variable variable) {
  for (Relation& relation : relations)
    if (relation.find(variable) < relation.variables.size()) return &relation;
  return nullptr;
}

Relation* join(Product& product, const std::vector<Variable>& variables) {
  std::vector<Relation> apart, together;
  std::size_t place = 0;
  for (Relation& relation : product.relations) {
    const bool meant = std::any_of(variables.begin(), variables.end(), [&](Variable variable) {
      return relation.find(variable) < relation.variables.size();
    });
    if (meant && together.empty()) place = apart.size();
    (meant ? together : apart).push_back(std::move(relation));
  }
  product.relations = std::move(apart);
  if (together.empty()) return nullptr;
  return &*product.relations.insert(product.relations.begin() + static_cast<std::ptrdiff_t>(place),
                                    all_combined(std::move(together)));
}

Union product(const Union& one, const Union& other) {
  Union result;
  for (const Product& left : one)
    for (const Product& right : other) {
      Product& both = result.emplace_back(left);
      both.relations.insert(both.relations.end(), right.relations.begin(), right.relations.end());
      both.conditions.insert(both.conditions.end(), right.conditions.begin(), right.conditions.end());
    }
  return result;
}

Relation flattened(const Union& products) {
  Relation result;
  std::vector<Relation> parts;
  for (const Product& product : products) {
    parts.push_back(product.relations.empty() ? Relation{} : all_combined(product.relations));
    for (std::size_t i = 0; i < parts.back().variables.size(); ++i)
      if (result.find(parts.back().variables[i]) == result.variables.size()) {
        result.variables.push_back(parts.back().variables[i]);
        result.paths.push_back(parts.back().paths[i]);
      }
  }
  for (const Relation& part : parts)
    for (std::size_t row = 0; row < (part.variables.empty() ? 1 : part.rows()); ++row)
      for (const Variable variable : result.variables) {
        const std::size_t place = part.find(variable);
        result.values.push_back(
            place == part.variables.size() ? from_base : part.values[row * part.variables.size() + place]);
      }
  return result;
}

Relation zipped_rows(const std::vector<Relation>& relations) {
  Relation result;
  for (const Relation& relation : relations) {
    result.variables.insert(result.variables.end(), relation.variables.begin(), relation.variables.end());
    result.paths.insert(result.paths.end(), relation.paths.begin(), relation.paths.end());
  }
  for (std::size_t row = 0; row < relations.front().rows(); ++row)
    for (const Relation& relation : relations) {
      const auto begin =
          relation.values.begin() + static_cast<std::ptrdiff_t>(row * relation.variables.size());
      result.values.insert(result.values.end(), begin,
                           begin + static_cast<std::ptrdiff_t>(relation.variables.size()));
    }
  return result;
}

void drop_duplicates(Relation& relation) {
  const std::size_t width = relation.variables.size() * sizeof(std::uint32_t);
  const std::vector<std::uint32_t> all = std::move(relation.values);
  const auto* bytes = reinterpret_cast<const char*>(all.data());
  std::unordered_set<std::string_view> known;
  relation.values.clear();
  for (std::size_t i = 0; i < all.size(); i += relation.variables.size())
    if (known.emplace(bytes + i * sizeof(std::uint32_t), width).second)
      relation.values.insert(relation.values.end(), all.begin() + static_cast<std::ptrdiff_t>(i),
                             all.begin() + static_cast<std::ptrdiff_t>(i + relation.variables.size()));
}

}  // namespace tryall::sweeps
