#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"

namespace tryall::sweeps {

/// A part of a JSON Schema; members stay in the order in which they are put in.
using Part = nlohmann::ordered_json;

/// How a value may be spelled: one value, a list or series of values, or a condition on it.
enum class Spelling { one, values, condition };

Part reference(const std::string& definition);
/// A single part as it is.
Part any_of(std::vector<Part> parts);
/// An object of these members alone.
Part object_of(Part properties);
/// A list with at least one such item.
Part list_of(Part item);

/// A setting or an axis of plain values.
Part parameter_part(const Parameter& parameter, Spelling spelling);
/// Adds the definitions of the values that such a parameter takes.
void define_shape(const Parameter& parameter, Part& definitions);
/// The definition's name for that spelling.
std::string spelled(const std::string& name, Spelling spelling);
/// A choice among a family's techniques.
Part family_part(const Family& family, Spelling spelling);
/// "optimizer.momentum" and so on: a setting of all techniques that have it.
Part settings_of(const Axis& axis, Spelling spelling);

}  // namespace tryall::sweeps
