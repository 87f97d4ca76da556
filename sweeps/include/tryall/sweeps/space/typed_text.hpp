#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tryall::sweeps {

/// A value as people type it: a number as they write it (.001, 08), JSON, or else the text itself.
nlohmann::json typed_json(const std::string& text);

}  // namespace tryall::sweeps
