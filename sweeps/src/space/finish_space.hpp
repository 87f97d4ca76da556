#pragma once

#include "space/variable_table.hpp"

namespace tryall::sweeps {

/// Runs of a sweep at most.
inline constexpr std::uint64_t most_runs = 1'000'000'000;

/// Gives the variable the value in the rows that leave it to the base.
void fill(Relation& relation, Variable variable, std::uint32_t value);

/// Puts the products' dotted settings into the choices beside them.
void apply_dotted_settings(const Document& document, const Config& base, VariableTable& variables,
                           Union& products);

/// The space that was read: settings put into their choices, conditions applied, seeds apart.
Space finish_space(const Document& document, const Config& base, VariableTable& variables, Union products);

}  // namespace tryall::sweeps
