#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tryall::reports {

enum class Marker { circle, square, triangle, diamond, triangle_down, hexagon, star, plus };

/// How one of up to eight series looks; colour, shape and dash each tell it from the others.
struct SeriesStyle {
  std::string_view color;  ///< The colour-blind-safe palette of Okabe and Ito (2008), on white.
  Marker marker;
  std::string_view dash;  ///< Value of stroke-dasharray; empty = solid.
};

/// The style of series `index` (0 .. 7).
const SeriesStyle& series_style(std::size_t index);

/// Red, green and blue, 0 .. 255.
struct Color {
  double red = 0;
  double green = 0;
  double blue = 0;
};

/// "#440154".
std::string hex(const Color& color);

/// Viridis (Smith and van der Walt, 2015): 0 = dark violet, 1 = bright yellow; linear between 20 samples.
Color viridis(double position);

/// Black or white, whichever has the higher contrast on `background` (WCAG 2.1, relative luminance).
std::string_view text_color_on(const Color& background);

}  // namespace tryall::reports
