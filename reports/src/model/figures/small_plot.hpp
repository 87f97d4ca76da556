#pragma once

#include <string>
#include <vector>

#include "figures/svg/value_axis.hpp"
#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {

/// A figure that fits a phone, and two of which fit beside one another.
inline constexpr double small_width = 480, small_height = 320;

/// A frame with an axis below and one at its left, and room for what they are labelled with.
struct SmallPlot {
  Box frame;
  ValueAxis x, y;

  Point at(double x_value, double y_value) const { return {x(x_value), y(y_value)}; }
  /// Whether the axes show it: values far outside the others are left out.
  bool shows(double x_value, double y_value) const;
};

/// Axes with room for these values.
struct SmallAxes {
  std::vector<double> x, y;
  AxisKind x_kind = {}, y_kind = {};
};
SmallPlot small_plot(const SmallAxes& axes);

std::string both_axes(const SmallPlot& plot, std::string_view x_label, std::string_view y_label);
/// The line of equal values, as far as both axes, which have the same domain, show it.
std::string equal_values(const SmallPlot& plot);
/// A line up and down from low to high; empty where an end is not finite.
std::string whisker(const SmallPlot& plot, double x_value, const Estimated& value);

/// The document around what is drawn.
std::string small_document(const SmallPlot& plot, const std::string& body, const std::string& description);

}  // namespace tryall::reports
