#include "small_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "figures/svg/text.hpp"

namespace tryall::reports {

bool SmallPlot::shows(double x_value, double y_value) const {
  const Point place = at(x_value, y_value);
  return std::isfinite(x_value) && std::isfinite(y_value) && place.x >= frame.x - 1 &&
         place.x <= frame.right() + 1 && place.y >= frame.y - 1 && place.y <= frame.bottom() + 1;
}

SmallPlot small_plot(const SmallAxes& axes) {
  constexpr double top = 30, gap = 14, right = 24, tick_size = 12;
  const Range height = {top + small_height, top};
  const ValueAxis y(axes.y, height, axes.y_kind);
  double texts = 0;
  for (const ValueAxis::Tick& tick : y.ticks()) texts = std::max(texts, text_width(tick.text, tick_size));
  const Box frame = {texts + gap, top, small_width - texts - gap - right, small_height};
  return {frame, ValueAxis(axes.x, {frame.x, frame.right()}, axes.x_kind), y};
}

std::string both_axes(const SmallPlot& plot, std::string_view x_label, std::string_view y_label) {
  return left_axis(plot.y, plot.frame, y_label) + lower_axis(plot.x, plot.frame, x_label);
}

std::string equal_values(const SmallPlot& plot) {
  const double low = std::max(plot.x.shown().low, plot.y.shown().low);
  const double high = std::min(plot.x.shown().high, plot.y.shown().high);
  const Point from = plot.at(low, low), to = plot.at(high, high);
  return fmt::format("<path {} stroke=\"currentColor\" stroke-dasharray=\"4 4\" d=\"M{} {}L{} {}\"/>\n",
                     paint(Role::soft), coordinate(from.x), coordinate(from.y), coordinate(to.x),
                     coordinate(to.y));
}

std::string whisker(const SmallPlot& plot, double x_value, const Estimated& value) {
  if (!std::isfinite(value.low + value.high)) return {};
  const auto y = [&](double end) {
    return coordinate(std::clamp(plot.y(end), plot.frame.y, plot.frame.bottom()));
  };
  return fmt::format(R"(<path d="M{} {}V{}" stroke="currentColor" stroke-width="1.6"/>)",
                     coordinate(plot.x(x_value)), y(value.low), y(value.high));
}

std::string small_document(const SmallPlot& plot, const std::string& body, const std::string& description) {
  return document({.width = small_width, .height = plot.frame.bottom() + 48, .description = description},
                  body);
}

}  // namespace tryall::reports
