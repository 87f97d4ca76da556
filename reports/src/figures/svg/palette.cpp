#include "palette.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tryall::reports {
namespace {

// The yellow is darkened: the original's contrast to white paper is 1.3.
constexpr std::array<SeriesStyle, 8> styles = {{{"#0072b2", Marker::circle, ""},
                                                {"#d55e00", Marker::square, ""},
                                                {"#009e73", Marker::triangle, ""},
                                                {"#cc79a7", Marker::diamond, ""},
                                                {"#e69f00", Marker::triangle_down, "7 3"},
                                                {"#56b4e9", Marker::hexagon, "7 3"},
                                                {"#000000", Marker::star, "3 2"},
                                                {"#a89c00", Marker::plus, "9 3 2 3"}}};

constexpr std::array<Color, 20> viridis_samples = {
    {{68, 1, 84},    {72, 21, 104},  {72, 38, 119},  {69, 55, 129},  {63, 71, 136},
     {57, 85, 140},  {50, 100, 142}, {45, 113, 142}, {40, 125, 142}, {35, 138, 141},
     {31, 150, 139}, {32, 163, 134}, {41, 175, 127}, {60, 188, 117}, {86, 198, 103},
     {116, 208, 85}, {148, 216, 64}, {184, 222, 41}, {220, 227, 24}, {253, 231, 37}}};

double linear_light(double channel) {
  const double share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

}  // namespace

const SeriesStyle& series_style(std::size_t index) { return styles.at(index); }

std::string hex(const Color& color) {
  const auto byte = [](double channel) { return std::lround(std::clamp(channel, 0.0, 255.0)); };
  return fmt::format("#{:02x}{:02x}{:02x}", byte(color.red), byte(color.green), byte(color.blue));
}

Color viridis(double position) {
  const double place = std::clamp(position, 0.0, 1.0) * (viridis_samples.size() - 1);
  const auto index = std::min(static_cast<std::size_t>(place), viridis_samples.size() - 2);
  const double share = place - static_cast<double>(index);
  const Color& from = viridis_samples[index];
  const Color& to = viridis_samples[index + 1];
  return {std::lerp(from.red, to.red, share), std::lerp(from.green, to.green, share),
          std::lerp(from.blue, to.blue, share)};
}

std::string_view text_color_on(const Color& background) {
  const double luminance = 0.2126 * linear_light(background.red) + 0.7152 * linear_light(background.green) +
                           0.0722 * linear_light(background.blue);
  const double contrast_of_white = 1.05 / (luminance + 0.05);
  const double contrast_of_black = (luminance + 0.05) / 0.05;
  return contrast_of_white > contrast_of_black ? "#ffffff" : "#000000";
}

}  // namespace tryall::reports
