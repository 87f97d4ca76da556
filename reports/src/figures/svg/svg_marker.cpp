#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "svg_elements.hpp"

namespace tryall::reports {
namespace {

/// Corners of a regular polygon, the first at the top turned by `turn` (1 = a whole turn); with `inner` below
/// 1, a star whose notches are at that share of the radius.
std::vector<Point> polygon(const Point& center, double radius, int corners, double turn, double inner = 1) {
  std::vector<Point> points;
  const int count = inner < 1 ? 2 * corners : corners;
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * (static_cast<double>(i) / count + turn - 0.25);
    const double reach = inner < 1 && i % 2 == 1 ? inner * radius : radius;
    points.push_back({center.x + reach * std::cos(angle), center.y + reach * std::sin(angle)});
  }
  return points;
}

std::string outline(Marker shape, const Point& center, double radius) {
  switch (shape) {
    case Marker::square:
      return polyline(polygon(center, 1.25 * radius, 4, 0.125));
    case Marker::triangle:
      return polyline(polygon({center.x, center.y + 0.15 * radius}, 1.35 * radius, 3, 0));
    case Marker::diamond:
      return polyline(polygon(center, 1.3 * radius, 4, 0));
    case Marker::triangle_down:
      return polyline(polygon({center.x, center.y - 0.15 * radius}, 1.35 * radius, 3, 0.5));
    case Marker::hexagon:
      return polyline(polygon(center, 1.15 * radius, 6, 0));
    case Marker::star:
      return polyline(polygon(center, 1.5 * radius, 5, 0, 0.45));
    case Marker::plus:
      return polyline(polygon(center, 1.45 * radius, 4, 0, 0.4));
    case Marker::circle:
      break;
  }
  return {};
}

}  // namespace

std::string marker(Marker shape, const Point& center, double radius) {
  const std::string path = outline(shape, center, radius);
  const std::string disc = fmt::format(R"(<circle cx="{}" cy="{}" r="{}")", coordinate(center.x),
                                       coordinate(center.y), coordinate(radius));
  const std::string start = shape == Marker::circle ? disc : fmt::format(R"(<path d="{}Z")", path);
  return start + R"( fill="currentColor"/>)";
}

}  // namespace tryall::reports
