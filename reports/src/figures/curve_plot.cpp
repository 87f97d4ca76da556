#include "curve_plot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "figures/svg/text.hpp"

namespace tryall::reports {
namespace {

constexpr double plot_height = 320;
constexpr double inset = 10;  // between the frame and the first and last epoch

double tick_width(const Range& shown, bool share) {
  const Ticks ticks = nice_ticks(shown, 6);
  double width = 0;
  for (const double value : ticks.values) {
    width = std::max(width, text_width(tick_text(value, ticks.step, share), 12));
  }
  return width;
}

}  // namespace

CurvePlot::CurvePlot(const CurveFigure& figure) {
  const std::size_t drawn = std::min(figure.series.size(), CurveFigure::most_series);
  for (std::size_t i = 0; i < drawn; ++i) lines.push_back(curve_line(figure.series[i]));
  measure(figure);
  arrange(figure);
}

void CurvePlot::measure(const CurveFigure& figure) {
  std::vector<double> values;
  for (const CurveLine& line : lines) {
    for (const Replicate& replicate : line.replicates) {
      epochs = std::max(epochs, replicate.values.size());
      values.insert(values.end(), replicate.values.begin(), replicate.values.end());
    }
  }
  shown = visible_range(values, figure.share);
  const auto outside = [&](double value) { return value < shown.low || value > shown.high; };
  beyond = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), outside));
}

void CurvePlot::arrange(const CurveFigure& figure) {
  double widest = 60;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    widest = std::max({widest, text_width(sanitized(figure.series[i].label), label_size),
                       text_width(divergence_text(lines[i]), label_size - 2)});
  }
  label_width = std::min(widest, 0.32 * canvas_width);
  label_left = canvas_width - label_width - 2;
  const double left = tick_width(shown, figure.share) + 12;
  frame = {left, top_below_title(figure.title) + 22, label_left - 34 - left, plot_height};
}

Point CurvePlot::at(std::size_t series, double epoch, double value) const {
  const LinearScale y = {shown, {frame.bottom(), frame.y}};
  if (epochs <= 1) {
    const double share = (static_cast<double>(series) + 0.5) / static_cast<double>(lines.size());
    return {frame.x + share * frame.width, y(value)};
  }
  const LinearScale x = {{1, static_cast<double>(epochs)}, {frame.x + inset, frame.right() - inset}};
  return {x(epoch), y(value)};
}

Point CurvePlot::within_frame(std::size_t series, double epoch, double value) const {
  const Point point = at(series, epoch, value);
  return {point.x, std::clamp(point.y, frame.y, frame.bottom())};
}

std::string divergence_text(const CurveLine& line) {
  return line.diverged == 0 ? "" : fmt::format("{} of {} diverged", line.diverged, line.replicates.size());
}

}  // namespace tryall::reports
