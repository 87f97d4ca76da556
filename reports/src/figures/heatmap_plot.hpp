#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figures/svg/elements.hpp"
#include "figures/svg/palette.hpp"
#include "figures/svg/scale.hpp"
#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {

/// What a cell is, which decides how it is drawn.
enum class CellState { not_sampled, diverged, without_value, partly_diverged, completed };
CellState cell_state(const HeatmapCell& cell);

/// Where everything of a heatmap goes.
struct HeatmapPlot {
  std::vector<HeatmapCell> cells = {};  ///< As many as rows times columns.
  std::optional<Range> values = {};     ///< Smallest and largest; none when no cell has a value.
  std::optional<double> best = {};      ///< Over the cells in which no run diverged.
  std::size_t columns = 0;
  double names_height = 24;     ///< Of the names below the columns.
  bool turned_columns = false;  ///< Column names slant for want of room.
  Box frame = {};
  double cell_width = 0;
  double cell_height = 46;
  double width = 0;  ///< Of the canvas.

  explicit HeatmapPlot(const HeatmapFigure& figure);

  Box cell_box(std::size_t index) const;
  /// Bright for good; the middle when all values are equal.
  Color color(double value, bool higher_is_better) const;

 private:
  void measure(const HeatmapFigure& figure);
  void arrange(const HeatmapFigure& figure);
};

}  // namespace tryall::reports
