#pragma once

#include <span>
#include <string>
#include <string_view>

#include "palette.hpp"

namespace tryall::reports {

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  Point center() const { return {x + width / 2, y + height / 2}; }
};

/// What a mark is for, so that a page can paint it for light and dark.
enum class Role { ink, soft, grid, paper, panel };

/// The attributes that give a role its class and, alone, its literal colour.
std::string paint(Role role);
/// The same for a series, by its index.
std::string paint_series(std::size_t index);

/// A number for an attribute: at most two decimals.
std::string coordinate(double value);
/// The attributes of a position or an extent.
std::string attributes(const Box& box);

struct TextLine {
  Point at = {};
  std::string_view text = {};
  double size = 13;
  std::string_view anchor = "start";  ///< Or middle, end.
  Role role = Role::ink;
  bool bold = false;
  double turn_degrees = 0;
};
std::string text_element(const TextLine& line);

/// A <title>, which browsers show as the pointer rests on its parent.
std::string tooltip(std::string_view text);

/// Path data: a polyline; an x; parallel diagonals in a box (no pattern element, so no id).
std::string polyline(std::span<const Point> points);
std::string cross(const Point& center, double radius);
std::string hatching(const Box& box, double spacing);

/// A filled shape of about `radius` in the current colour.
std::string marker(Marker shape, const Point& center, double radius);

/// The usual width of a figure, and the usual size of its labels.
inline constexpr double canvas_width = 820, label_size = 13;

struct Canvas {
  double width = canvas_width;
  double height = 400;
  std::string_view title = {};
  std::string description = {};  ///< For those who do not see the figure.
};
/// The whole document: `body` on paper, under its title.
std::string document(const Canvas& canvas, std::string_view body);

/// Where the title's baseline is, and the first line free below it.
constexpr double title_baseline = 24;
double top_below_title(std::string_view title);

/// A figure that says why there is none.
std::string empty_document(std::string_view title, std::string_view message);

}  // namespace tryall::reports
