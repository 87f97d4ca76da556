#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tryall/experiment/config.hpp"
#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// A setting's value as JSON and back. Integers stay integers.
nlohmann::json to_json(const Value& value);
/// Throws SettingError for null, objects and whole numbers beyond 64 bits.
Value value_from_json(const nlohmann::json& json);

/// {"name": "momentum", "momentum": 0.9} and back, as it is written; a "revision" is no setting. Throws where
/// it has no name.
nlohmann::json to_json(const Choice& choice);
Choice choice_from_json(const nlohmann::json& json);

/// A setting of an axis; the word that stands for 0 ("full") where the axis has one, and beside a choice's
/// settings the "revision" of its technique where that is not empty.
nlohmann::json to_json(const Axis& axis, const Setting& setting);

/// The canonical form of a config: every axis, every setting, keys sorted, numbers in their shortest form.
nlohmann::json to_json(const Config& config);
std::string canonical_text(const Config& config);

/// A setting without what is at its default (a choice's name stays, and its revision where asked for), or
/// nothing where all of it is.
std::optional<nlohmann::json> telling_json(const Axis& axis, const Setting& setting,
                                           bool with_revision = true);

/// What a config says beyond the defaults, axis by axis.
nlohmann::json telling_json(const Config& config);

/// Reads a config that `to_json` wrote; what it does not say is at its default, and revisions are those of
/// the techniques as they are. Throws Error.
Config config_from_json(const std::shared_ptr<const AxisTable>& axes, const nlohmann::json& json);

/// How tables show a setting of an axis: "adam", "momentum(momentum=0.5)", "0.001", "full".
std::string axis_label(const Axis& axis, const Setting& setting);
std::string axis_label(const Axis& axis, const Config& config);

}  // namespace tryall::sweeps
