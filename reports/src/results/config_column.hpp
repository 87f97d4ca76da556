#pragma once

#include <optional>
#include <string>
#include <unordered_map>
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
  Cell cell(const Config& config) const { return cell_of(config.setting(axis->name)); }
  /// The same of the config's setting on the axis.
  Cell cell_of(const Setting& on_axis) const;
};

/// The choice on an axis; null where the config has a plain value on it, or does not have it.
inline const Choice* choice_on(const Axis& axis, const Config& config) {
  return std::get_if<Choice>(&config.setting(axis.name));
}

/// The value of an axis as a cell.
Cell axis_cell(const Axis& axis, const Config& config);

/// "optimizer", "optimizer.momentum", or as the views call that, "optimizer_momentum".
std::optional<ConfigColumn> find_config_column(const AxisTable& axes, const std::string& name);

/// As above. Throws Error with the nearest known name; `option` is what asked for it.
ConfigColumn config_column(const AxisTable& axes, const std::string& option, const std::string& name);

/// The cells of a column for as many configs as there are groups: one of a setting that they share is made
/// once. The configs' settings outlive it.
class ColumnReader {
 public:
  ColumnReader(ConfigColumn column, const AxisTable& axes)
      : column_(std::move(column)), axis_(axes.index(*column_.axis)) {}
  const Cell& cell(const Config& config) {
    const auto [known, is_new] = known_.try_emplace(&config[axis_]);
    if (is_new) known->second = column_.cell_of(config[axis_]);
    return known->second;
  }

 private:
  ConfigColumn column_;
  std::size_t axis_;
  std::unordered_map<const Setting*, Cell> known_;
};

}  // namespace tryall::reports
