#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "results/config_column.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {

/// "optimizer=adam", "optimizer.momentum=0.9".
struct Condition {
  ConfigColumn column;
  nlohmann::json value;  ///< As `value_on` gives it.
};

/// What a config says on the column: the name of a choice, or a value; null where there is no such setting.
nlohmann::json value_on(const ConfigColumn& column, const Config& config);

/// One side of a comparison.
struct Side {
  std::string name;                   ///< For sentences: "adam", "learning_rate=0.1", a sweep, a group.
  std::vector<Condition> conditions;  ///< Of values of axes; else one of the two below.
  std::optional<std::int64_t> sweep = {};
  std::string group_key = {};

  bool holds(const Config& config) const;
};

/// Throws Error, with the nearest known name.
Side side_of(const StoreReader& store, const std::string& text);

}  // namespace tryall::reports
