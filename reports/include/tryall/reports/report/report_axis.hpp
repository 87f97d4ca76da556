#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tryall/experiment/axis.hpp"
#include "tryall/reports/results/run.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// An axis of a report: its distinct values, and which of them each group has.
struct ReportAxis {
  enum class Scale { linear, log, category };
  static constexpr std::int32_t none = -1;

  const Axis* config_axis = nullptr;  ///< What configs have it on.
  std::string setting = {};           ///< The setting of that axis' choices; empty: the axis itself.
  std::string name = {}, label = {};  ///< "learning_rate", "learning rate".
  Scale scale = Scale::category;
  std::vector<Cell> values = {};          ///< Numbers ascending, or the words of a category.
  std::vector<double> edges = {};         ///< Of bins, where there are many values.
  std::vector<std::int32_t> codes = {};   ///< By group: an index into `values`, or `none`.
  std::vector<std::int32_t> levels = {};  ///< By group: its bin, or its code where there are no bins.

  bool ordered() const { return scale != Scale::category; }
  std::size_t level_count() const { return edges.empty() ? values.size() : edges.size() - 1; }
  std::optional<std::size_t> level(std::size_t group) const;
  /// A numeric value, or the middle of a bin.
  double position(std::size_t level) const;
  std::string level_text(std::size_t level) const;
  std::string value_text(std::size_t group) const;
};

/// The axes of these names, on which groups differ. An axis of choices whose settings were searched
/// through comes as its names and an axis for each setting ("optimizer.momentum").
std::vector<ReportAxis> report_axes(const std::vector<std::string>& names, const std::vector<Group>& groups);

/// A number as an axis has it: of six digits.
double axis_number(const Cell& cell);

}  // namespace tryall::reports
