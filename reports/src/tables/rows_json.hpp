#pragma once

#include <nlohmann/json.hpp>

#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// A list of objects, one per row; null where there is no value.
nlohmann::ordered_json rows_json(const Table& table);

}  // namespace tryall::reports
