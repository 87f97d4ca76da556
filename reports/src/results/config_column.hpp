#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// What a config says on an axis, or on one setting of an axis of choices.
struct ConfigColumn {
  const Axis* axis = nullptr;
  std::string setting = {};  ///< Empty: the axis itself.

  /// Numbers stay numbers, so that they sort and align as such. No value where the choice has no such
  /// setting.
  Cell cell(const Config& config) const;
};

/// The value of an axis as a cell.
Cell axis_cell(const Axis& axis, const Config& config);

/// "optimizer", "optimizer.momentum", or as the views call that, "optimizer_momentum".
std::optional<ConfigColumn> find_config_column(const std::string& name);

/// As above. Throws Error with the nearest known name; `option` is what asked for it.
ConfigColumn config_column(const std::string& option, const std::string& name);

}  // namespace tryall::reports
