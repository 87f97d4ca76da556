#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/model_words.hpp"
#include "model_figures.hpp"
#include "report/words.hpp"
#include "small_plot.hpp"

namespace tryall::reports {
namespace {

std::string point_words(const AmountCurve& curve, const AmountPoint& point) {
  const std::string value = curve.share ? percent_text(point.value.center) : value_words(point.value.center);
  const std::string range = curve.share ? percent_range(point.value) : value_range(point.value);
  return plural(point.rows, "row") + ": " + value + (range.empty() ? "" : " (" + range + ")");
}

}  // namespace

std::string amount_figure(const AmountCurve& curve) {
  constexpr double wide = 5;  // from where on amounts are drawn by their logarithms
  std::vector<double> rows, values;
  for (const AmountPoint& point : curve.points) {
    rows.push_back(static_cast<double>(point.rows));
    values.insert(values.end(), {point.value.center, point.value.low, point.value.high});
  }
  const auto [fewest, most] = std::ranges::minmax(rows);
  const SmallPlot plot = small_plot({.x = rows,
                                     .y = values,
                                     .x_kind = {.log = fewest > 0 && most >= wide * fewest},
                                     .y_kind = {.share = curve.share}});
  std::string body = both_axes(plot, "rows to learn from", curve.value_label),
              description = curve.value_label;
  std::vector<Point> line;
  for (const AmountPoint& point : curve.points)
    if (std::isfinite(point.value.center))
      line.push_back(plot.at(static_cast<double>(point.rows), point.value.center));
  body += fmt::format("<path {} fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" d=\"{}\"/>\n",
                      paint_series(0), polyline(line));
  for (const AmountPoint& point : curve.points) {
    description += (&point == &curve.points.front() ? ": " : "; ") + point_words(curve, point);
    if (!std::isfinite(point.value.center)) continue;
    const auto x = static_cast<double>(point.rows);
    body += fmt::format("<g {}>{}{}{}</g>\n", paint_series(0), tooltip(point_words(curve, point)),
                        whisker(plot, x, point.value),
                        marker(Marker::circle, plot.at(x, point.value.center), 4.8));
  }
  return small_document(plot, body, description + ".");
}

}  // namespace tryall::reports
