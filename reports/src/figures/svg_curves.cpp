#include <fmt/format.h>

#include <algorithm>

#include "curve_plot.hpp"
#include "figures/svg/text.hpp"

namespace tryall::reports {
namespace {

std::vector<Point> places(const CurvePlot& plot, std::size_t index, const std::vector<double>& values) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    points.push_back(plot.at(index, static_cast<double>(i + 1), values[i]));
  }
  return points;
}

std::string line_element(const std::vector<Point>& points, std::string_view look) {
  if (points.size() < 2) return "";
  return fmt::format("<path d=\"{}\" stroke=\"currentColor\" fill=\"none\" stroke-linejoin=\"round\" {}/>\n",
                     polyline(points), look);
}

/// Each seed: a thin line, or a dot where there is one epoch only.
std::string seeds(const CurvePlot& plot, std::size_t index) {
  std::string markup = fmt::format("<g {} opacity=\"0.5\">\n", paint_series(index));
  for (const Replicate& replicate : plot.lines[index].replicates) {
    const std::vector<Point> points = places(plot, index, replicate.values);
    markup += line_element(points, R"(stroke-width="1.2")");
    if (points.size() == 1) markup += marker(Marker::circle, points.front(), 3) + "\n";
  }
  return markup + "</g>\n";
}

/// Marks on the mean, thinned out to about eight a line, the last always; each says its value when pointed
/// at.
std::string mean_marks(const CurveFigure& figure, const CurvePlot& plot, std::size_t index) {
  const CurveLine& line = plot.lines[index];
  const ValueFormat number(plot.shown, figure.share);
  const std::size_t every = (line.mean.size() + 9) / 10;
  const std::vector<Point> points = places(plot, index, line.mean);
  std::string markup;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if ((points.size() - 1 - i) % every != 0) continue;
    const std::string says =
        fmt::format("{}: {}{} after epoch {}, mean of {}", sanitized(figure.series[index].label),
                    number(line.mean[i]), figure.share ? " %" : "", i + 1, line.count[i]);
    markup += "<g>" + tooltip(says) +
              marker(series_style(index).marker, points[i], plot.epochs == 1 ? 5.5 : 3.6) + "</g>\n";
  }
  return markup;
}

/// The mean on a rim of paper, so that lines that cross can be followed.
std::string mean_line(const CurveFigure& figure, const CurvePlot& plot, std::size_t index) {
  const std::vector<Point> points = places(plot, index, plot.lines[index].mean);
  const std::string_view dash = series_style(index).dash;
  const std::string look = dash.empty() ? R"(stroke-width="2.6")"
                                        : fmt::format(R"(stroke-width="2.6" stroke-dasharray="{}")", dash);
  std::string markup =
      line_element(points, fmt::format(R"({} stroke-width="4.6" opacity="0.8")", paint(Role::paper)));
  markup += fmt::format("<g {}>\n", paint_series(index));
  markup += line_element(points, look) + mean_marks(figure, plot, index);
  return markup + "</g>\n";
}

/// A cross where each diverged replicate has its last value, on the floor of the figure if it has none.
std::string crosses(const CurvePlot& plot, std::size_t index) {
  std::string path;
  for (const Replicate& replicate : plot.lines[index].replicates) {
    if (!replicate.broken) continue;
    const auto epoch = static_cast<double>(std::max<std::size_t>(replicate.values.size(), 1));
    const double value = replicate.values.empty() ? plot.shown.low : replicate.values.back();
    path += cross(plot.within_frame(index, epoch, value), 5);
  }
  if (path.empty()) return "";
  return fmt::format("<path {} stroke=\"currentColor\" stroke-width=\"5\" d=\"{}\"/>\n", paint(Role::paper),
                     path) +
         fmt::format("<path {} stroke=\"currentColor\" stroke-width=\"2.2\" d=\"{}\"/>\n",
                     paint_series(index), path);
}

/// Seeds and means, cut at the frame: an inner svg clips without needing an id.
std::string curves(const CurveFigure& figure, const CurvePlot& plot) {
  const double overhang = 7;  // of marks over the frame
  const Box& frame = plot.frame;
  const Box view = {frame.x, frame.y - overhang, frame.width, frame.height + 2 * overhang};
  std::string markup =
      fmt::format("<svg {} viewBox=\"{} {} {} {}\" overflow=\"hidden\">\n", attributes(view),
                  coordinate(view.x), coordinate(view.y), coordinate(view.width), coordinate(view.height));
  for (std::size_t i = plot.lines.size(); i-- > 0;) markup += seeds(plot, i);
  for (std::size_t i = plot.lines.size(); i-- > 0;) markup += mean_line(figure, plot, i);
  for (std::size_t i = plot.lines.size(); i-- > 0;) markup += crosses(plot, i);
  return markup + "</svg>\n";
}

std::string description(const CurveFigure& figure, const CurvePlot& plot) {
  const ValueFormat number(plot.shown, figure.share);
  std::string text = fmt::format("{} by {}.", figure.y_label, figure.x_label);
  for (std::size_t i = 0; i < plot.lines.size(); ++i) {
    const auto anchor = plot.lines[i].anchor();
    text += " " + figure.series[i].label + ": ";
    if (anchor)
      text += fmt::format("{}{} at {:.0f}", number(anchor->value), figure.share ? " %" : "", anchor->epoch);
    if (anchor && plot.lines[i].diverged > 0) text += ", ";
    text += divergence_text(plot.lines[i]) + ".";
  }
  return text;
}

}  // namespace

std::string svg(const CurveFigure& figure) {
  const CurvePlot plot(figure);
  if (plot.epochs == 0) {
    std::size_t diverged = 0;
    for (const CurveLine& line : plot.lines) diverged += line.diverged;
    return empty_document(figure.title,
                          diverged > 0 ? "no data: all runs diverged in their first epoch" : "no data");
  }
  return document(
      {.height = plot.frame.bottom() + 72, .title = figure.title, .description = description(figure, plot)},
      curve_axes(figure, plot) + curves(figure, plot) + curve_labels(figure, plot));
}

}  // namespace tryall::reports
