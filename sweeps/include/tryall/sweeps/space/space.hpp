#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "tryall/experiment/config.hpp"

namespace tryall::sweeps {

/// All settings that come up on the axes of a table, validated and with their defaults, each once; a setting
/// is then its axis (a place in the table) and a small number.
class SettingTable {
 public:
  /// Of no axes.
  SettingTable() : SettingTable(std::make_shared<const AxisTable>()) {}
  explicit SettingTable(std::shared_ptr<const AxisTable> axes)
      : axis_table_(std::move(axes)), axes_(axis_table_->size()) {}

  const AxisTable& axes() const { return *axis_table_; }
  const std::shared_ptr<const AxisTable>& shared_axes() const { return axis_table_; }

  /// The setting's number, which is new if the setting is.
  std::uint32_t number(std::size_t axis, const Setting& setting);
  /// The number of what the config says on the axis.
  std::uint32_t number(std::size_t axis, const Config& config);
  /// How many the axis has.
  std::size_t count(std::size_t axis) const { return axes_[axis].settings.size(); }
  const Setting& at(std::size_t axis, std::uint32_t number) const { return *axes_[axis].settings[number]; }
  /// Sets the config's axis to the setting of that number.
  void put(Config& config, std::size_t axis, std::uint32_t number) const {
    config.put(axis, axes_[axis].settings[number]);
  }

 private:
  struct AxisSettings {
    std::vector<std::shared_ptr<const Setting>> settings;
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::unordered_map<const Setting*, std::uint32_t> known;  // of `settings`: configs share them
  };
  std::shared_ptr<const AxisTable> axis_table_;
  std::vector<AxisSettings> axes_;
};

/// Axes that go in step: each row gives each of them a setting, and perhaps seeds.
struct AxisRelation {
  std::vector<std::size_t> axes;                  ///< Places in the table of axes, ascending.
  std::vector<std::uint32_t> numbers;             ///< Settings, row by row, one for each of `axes`.
  std::vector<std::vector<std::uint64_t>> seeds;  ///< Of each row; empty where seeds are no part of it.
  std::size_t rows = 0;
};

/// Relations that multiply.
struct Grid {
  std::vector<AxisRelation> relations;
  std::vector<std::uint64_t> seeds;  ///< Of every point; empty where a relation has them.

  std::uint64_t combinations() const;
  std::uint64_t runs() const;
};

/// A point of a grid: a setting for each axis that the grid has, and seeds.
struct GridPoint {
  std::vector<std::uint32_t> numbers;  ///< One for each axis.
  const std::vector<std::uint64_t>* seeds = nullptr;
};

/// What a sweep goes over: grids side by side, with their settings.
struct Space {
  SettingTable settings;
  std::vector<Grid> grids;

  /// The grid's point of that index, in the place of what `point` says of the grid's axes; the
  /// last relation varies fastest.
  static void choose(const Grid& grid, std::uint64_t index, GridPoint& point);
};

/// a b and a + b, or the largest number where that is exceeded.
std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b);
std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b);

}  // namespace tryall::sweeps
