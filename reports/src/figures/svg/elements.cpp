#include "elements.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "text.hpp"
#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {

std::string paint(Role role) {
  switch (role) {
    case Role::ink:
      return R"(class="ink" color="#1b1f24")";
    case Role::soft:
      return R"(class="soft" color="#57606a")";
    case Role::grid:
      return R"(class="grid" color="#e2e5e9")";
    case Role::paper:
      return R"(class="paper" color="#ffffff")";
    case Role::panel:
      return R"(class="panel" color="#f0f2f4")";
  }
  return {};
}

std::string paint_series(std::size_t index) {
  return fmt::format(R"(class="series-{}" color="{}")", index + 1, series_style(index).color);
}

std::string coordinate(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string attributes(const Box& box) {
  return fmt::format(R"(x="{}" y="{}" width="{}" height="{}")", coordinate(box.x), coordinate(box.y),
                     coordinate(box.width), coordinate(box.height));
}

std::string text_element(const TextLine& line) {
  const std::string x = coordinate(line.at.x);
  const std::string y = coordinate(line.at.y);
  const std::string turn =
      line.turn_degrees == 0 ? "" : fmt::format(" transform=\"rotate({} {} {})\"", line.turn_degrees, x, y);
  return fmt::format(
             R"(<text {} fill="currentColor" x="{}" y="{}" font-size="{}" text-anchor="{}"{}{}>{}</text>)",
             paint(line.role), x, y, coordinate(line.size), line.anchor,
             line.bold ? R"( font-weight="600")" : "", turn, escaped(line.text)) +
         "\n";
}

std::string tooltip(std::string_view text) { return "<title>" + escaped(text) + "</title>"; }

std::string polyline(std::span<const Point> points) {
  std::string path;
  for (const Point& point : points) {
    path += (path.empty() ? 'M' : 'L') + coordinate(point.x) + ' ' + coordinate(point.y);
  }
  return path;
}

std::string cross(const Point& center, double radius) {
  const std::string left = coordinate(center.x - radius);
  const std::string right = coordinate(center.x + radius);
  const std::string top = coordinate(center.y - radius);
  const std::string bottom = coordinate(center.y + radius);
  return fmt::format("M{0} {2}L{1} {3}M{0} {3}L{1} {2}", left, right, top, bottom);
}

std::string hatching(const Box& box, double spacing) {
  std::string path;
  for (double reach = spacing; reach < box.width + box.height; reach += spacing) {
    path += fmt::format("M{} {}L{} {}", coordinate(box.x + std::min(reach, box.width)),
                        coordinate(box.y + std::max(0.0, reach - box.width)),
                        coordinate(box.x + std::max(0.0, reach - box.height)),
                        coordinate(box.y + std::min(reach, box.height)));
  }
  return path;
}

std::string document(const Canvas& canvas, std::string_view body) {
  const std::string width = coordinate(canvas.width);
  const std::string height = coordinate(canvas.height);
  const std::string title =
      canvas.title.empty()
          ? ""
          : text_element({.at = {0, title_baseline}, .text = canvas.title, .size = 16, .bold = true});
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" )"
      R"(aria-label="{2}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, )"
      R"(sans-serif" style="min-width:{3}px">)"
      "\n<title>{2}</title>\n<desc>{4}</desc>\n<rect {5} fill=\"currentColor\" width=\"{0}\" "
      "height=\"{1}\"/>\n"
      "{6}{7}</svg>\n",
      width, height, escaped(canvas.title.empty() ? "Figure" : canvas.title),
      std::lround(0.72 * canvas.width), escaped(canvas.description), paint(Role::paper), title, body);
}

double top_below_title(std::string_view title) { return title.empty() ? 6 : 46; }

std::string empty_document(std::string_view title, std::string_view message) {
  const Box frame = {0, top_below_title(title), 820, 120};
  const std::string body =
      fmt::format(R"(<rect {} fill="currentColor" rx="4" {}/>)", paint(Role::panel), attributes(frame)) +
      text_element({.at = {frame.center().x, frame.center().y + 5},
                    .text = message,
                    .size = 14,
                    .anchor = "middle",
                    .role = Role::soft});
  return document({.height = frame.bottom(), .title = title, .description = std::string(message)}, body);
}

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
