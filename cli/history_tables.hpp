#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tryall/reports/tables/table.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::cli {

/// "worse, accepted: fewer epochs"
std::string change_text(const tracking::Change& change);

/// A row per group and point.
reports::Table history_table(const tracking::History& history, const std::string& metric);
/// The same for a terminal: times to the minute, columns without a change or a divergence left out.
reports::Table history_table_for_people(const tracking::History& history, const std::string& metric);

/// An object per group, with its points and change points.
nlohmann::json history_json(const tracking::History& history, const std::string& metric);

}  // namespace tryall::cli
