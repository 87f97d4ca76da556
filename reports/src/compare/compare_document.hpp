#pragma once

#include <nlohmann/json.hpp>

#include "tryall/reports/compare/compare.hpp"

namespace tryall::reports {

/// What `comparison_json` writes.
nlohmann::ordered_json comparison_document(const Comparison& comparison);

}  // namespace tryall::reports
