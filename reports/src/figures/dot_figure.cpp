#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "figures/svg/text.hpp"
#include "figures/svg/value_axis.hpp"
#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {
namespace {

constexpr double row_height = 26, widest_label = 430, crosses_width = 50;

struct DotPlot {
  const DotFigure& figure;
  Box frame;
  ValueAxis axis;

  double center(std::size_t row) const { return frame.y + (static_cast<double>(row) + 0.5) * row_height; }
};

std::vector<double> all_values(const DotFigure& figure) {
  std::vector<double> values;
  for (const DotRow& row : figure.rows) {
    values.insert(values.end(), row.runs.begin(), row.runs.end());
    values.insert(values.end(), {row.mean.center, row.mean.low, row.mean.high});
  }
  return values;
}

DotPlot plot_of(const DotFigure& figure) {
  double labels = 0;
  for (const DotRow& row : figure.rows) labels = std::max(labels, text_width(row.label, label_size));
  const double left = std::min(labels, widest_label) + 14;
  const Box frame = {left, top_below_title(figure.title), canvas_width - left - crosses_width,
                     row_height * static_cast<double>(figure.rows.size())};
  return {figure, frame, {all_values(figure), {frame.x, frame.right()}, {.share = figure.share}}};
}

std::string words(const DotRow& row, const ValueFormat& number, bool share) {
  const char* const unit = share ? " %" : "";
  std::string text = row.label + ": ";
  text += std::isfinite(row.mean.center) ? number(row.mean.center) + unit : "no value";
  if (std::isfinite(row.mean.low))
    text += fmt::format(" ({} to {}{})", number(row.mean.low), number(row.mean.high), unit);
  text += fmt::format(", n = {}", row.runs.size());
  return row.failed > 0 ? text + fmt::format(", {} without a value", row.failed) : text;
}

std::string marks(const DotPlot& plot, const DotRow& row, double y) {
  std::string markup;
  for (const double value : row.runs)
    markup += fmt::format(R"(<circle cx="{}" cy="{}" r="2.6" fill="currentColor" opacity="0.45"/>)",
                          coordinate(plot.axis(value)), coordinate(y));
  if (std::isfinite(row.mean.low) && std::isfinite(row.mean.high))
    markup +=
        fmt::format(R"(<path d="M{} {}H{}" stroke="currentColor" stroke-width="2.6"/>)",
                    coordinate(plot.axis(row.mean.low)), coordinate(y), coordinate(plot.axis(row.mean.high)));
  return std::isfinite(row.mean.center)
             ? markup + marker(Marker::circle, {plot.axis(row.mean.center), y}, 4.8)
             : markup;
}

std::string row_markup(const DotPlot& plot, std::size_t index, const ValueFormat& number) {
  const DotRow& row = plot.figure.rows[index];
  const double y = plot.center(index);
  std::string markup = text_element({.at = {plot.frame.x - 12, y + 4.5},
                                     .text = shortened(row.label, plot.frame.x - 12, label_size),
                                     .size = label_size,
                                     .anchor = "end"});
  markup += fmt::format("<g {}>{}{}</g>\n", paint_series(0), tooltip(words(row, number, plot.figure.share)),
                        marks(plot, row, y));
  if (row.failed == 0) return markup;
  return markup + text_element({.at = {plot.frame.right() + 10, y + 4.5},
                                .text = fmt::format("\xC3\x97 {}", row.failed),
                                .size = 12.5});
}

}  // namespace

std::string svg(const DotFigure& figure) {
  if (figure.rows.empty()) return empty_document(figure.title, "no data");
  const DotPlot plot = plot_of(figure);
  const ValueFormat number(plot.axis.shown(), figure.share);
  std::string body = lower_axis(plot.axis, plot.frame, figure.value_label),
              description = figure.value_label + ".";
  bool failed = false;
  for (std::size_t i = 0; i < figure.rows.size(); ++i) {
    body += row_markup(plot, i, number);
    description += " " + words(figure.rows[i], number, figure.share) + ".";
    failed = failed || figure.rows[i].failed > 0;
  }
  const std::string key =
      "Small: runs; large: " + figure.key + (failed ? "; \xC3\x97: runs without a value" : "") + ".";
  body += text_element({.at = {0, plot.frame.bottom() + 62}, .text = key, .size = 11.5, .role = Role::soft});
  return document({.height = plot.frame.bottom() + 72, .title = figure.title, .description = description},
                  body);
}

}  // namespace tryall::reports
