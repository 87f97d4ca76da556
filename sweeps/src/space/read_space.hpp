#pragma once

#include "tryall/sweeps/space/document.hpp"
#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// The fields of a space: what it is made of.
inline const std::vector<std::string> space_fields = {"base",    "axes",    "zip",    "union",
                                                      "product", "exclude", "require"};

/// The axis of that name; fails at the key otherwise.
const Axis& known_axis(const Document& document, const AxisTable& axes, const std::string& name,
                       const std::string& path);

/// Reads one value an axis into the config. Throws Error.
void read_base(const Document& document, const nlohmann::json& json, const std::string& path, Config& config);

/// The settings that the values of an axis stand for, in order, repetitions among them. Throws Error.
std::vector<Setting> read_settings(const Document& document, const Axis& axis, const nlohmann::json& json,
                                   const std::string& path);

/// Reads the space that the document's root is, over the base config. Throws Error for what is not
/// understood, for zips of unequal lengths, and where nothing is left or over 10^9 runs.
Space read_space(const Document& document, const Config& base);

}  // namespace tryall::sweeps
