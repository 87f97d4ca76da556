#pragma once

#include <string>
#include <vector>

#include "curve_lines.hpp"
#include "figures/svg/elements.hpp"
#include "figures/svg/scale.hpp"
#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {

/// Where everything of a figure of curves goes.
struct CurvePlot {
  std::vector<CurveLine> lines = {};  ///< Of the series that are drawn.
  std::size_t epochs = 0;             ///< The longest line; 0 = nothing to draw.
  Range shown = {};                   ///< Of the values.
  std::size_t beyond = 0;             ///< Finite values outside of `shown`.
  Box frame = {};
  double label_left = 0;
  double label_width = 0;

  explicit CurvePlot(const CurveFigure& figure);

  /// The place of an epoch's value; with a single epoch, series stand beside one another.
  Point at(std::size_t series, double epoch, double value) const;
  /// The same, moved to the nearest edge when it lies outside of the frame.
  Point within_frame(std::size_t series, double epoch, double value) const;

 private:
  void measure(const CurveFigure& figure);
  void arrange(const CurveFigure& figure);
};

/// The text under a label, "2 of 5 diverged"; empty when none did.
std::string divergence_text(const CurveLine& line);

}  // namespace tryall::reports
