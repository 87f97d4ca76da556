#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "space/condition.hpp"

namespace tryall::sweeps {

/// A space while it is read: a union of products of relations. A variable is an axis, the seed, or one
/// setting of an axis' choices ("optimizer.momentum"), which later goes into the choice beside it.
using Variable = std::size_t;

/// In the place of a value: the row leaves the variable to the base.
inline constexpr std::uint32_t from_base = UINT32_MAX;

/// Rows that give each variable a value, by number.
struct Relation {
  std::vector<Variable> variables;
  std::vector<std::string> paths;  ///< Where each variable is given.
  std::vector<std::uint32_t> values;

  std::size_t rows() const { return values.size() / variables.size(); }
  /// The place of the variable in a row, or the number of variables.
  std::size_t find(Variable variable) const;
};

/// Relations that multiply, and what cuts their combinations.
struct Product {
  std::vector<Relation> relations;
  std::vector<Condition> conditions;

  /// The relation with that variable, or null.
  Relation* find(Variable variable);
};

/// Products side by side.
using Union = std::vector<Product>;

/// Rows that may be put together in one relation at most: what conditions tie together is written out.
inline constexpr std::uint64_t largest_relation = 10'000'000;

/// Puts all relations that have one of the variables together into one, which holds their combinations, and
/// gives it back; null when there is none. Throws std::length_error above `largest_relation`.
Relation* join(Product& product, const std::vector<Variable>& variables);

/// Every product of the one multiplied with every product of the other.
Union product(const Union& one, const Union& other);

/// All combinations of the products in one relation, of all their variables. Throws std::length_error.
Relation flattened(const Union& products);

/// The relations side by side, row by row; they have equally many.
Relation zipped_rows(const std::vector<Relation>& relations);

/// Takes each row once, in its first place.
void drop_duplicates(Relation& relation);

}  // namespace tryall::sweeps
