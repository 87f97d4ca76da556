#include <fmt/format.h>

#include "curve_plot.hpp"
#include "figures/svg/svg_labels.hpp"
#include "figures/svg/text.hpp"

namespace tryall::reports {
namespace {

constexpr double label_size = 13;
constexpr double line_height = 15;
constexpr double divergence_height = 13;
constexpr double space_between = 4;

/// The name on one line or, broken at a space, on two; what does not fit even then is cut.
std::vector<std::string> name_lines(std::string_view name, double width) {
  const std::string clean = sanitized(name);
  std::size_t split = text_width(clean, label_size) <= width ? std::string::npos : clean.find_last_of(' ');
  while (split != std::string::npos && text_width(clean.substr(0, split), label_size) > width) {
    split = split == 0 ? std::string::npos : clean.find_last_of(' ', split - 1);
  }
  if (split == std::string::npos) return {shortened(clean, width, label_size)};
  return {clean.substr(0, split), shortened(clean.substr(split + 1), width, label_size)};
}

double label_height(const CurvePlot& plot, std::size_t index, std::string_view name) {
  const auto lines = static_cast<double>(name_lines(name, plot.label_width).size());
  return space_between + lines * line_height + (plot.lines[index].diverged > 0 ? divergence_height : 0);
}

/// Where the label of a series points to: the end of its mean, or the floor when it has no value at all.
Point label_anchor(const CurvePlot& plot, std::size_t index) {
  const auto anchor = plot.lines[index].anchor();
  return anchor ? plot.within_frame(index, anchor->epoch, anchor->value)
                : plot.within_frame(index, 1, plot.shown.low);
}

std::string leader(const Point& from, const Point& to) {
  return fmt::format(R"(<path d="M{} {}L{} {}" stroke="currentColor" stroke-dasharray="1 3" opacity="0.8"/>)",
                     coordinate(from.x), coordinate(from.y), coordinate(to.x), coordinate(to.y)) +
         "\n";
}

std::string label(const CurvePlot& plot, std::size_t index, const std::string& name, double center) {
  const Point anchor = label_anchor(plot, index);
  Point line = {plot.label_left,
                center - (label_height(plot, index, name) - space_between - line_height) / 2};
  const Point key = {line.x - 12, line.y};
  std::string markup = fmt::format("<g {}>\n", paint_series(index)) + tooltip(name);
  markup += leader({anchor.x + 8, anchor.y}, {key.x - 8, key.y});
  markup += marker(series_style(index).marker, key, 4.5) + "</g>\n";
  for (const std::string& text : name_lines(name, plot.label_width)) {
    markup += text_element({.at = {line.x, line.y + 4.5}, .text = text, .size = label_size});
    line.y += line_height;
  }
  const std::string divergence = divergence_text(plot.lines[index]);
  if (divergence.empty()) return markup;
  return markup +
         text_element({.at = {line.x, line.y + 3}, .text = divergence, .size = 11, .role = Role::soft});
}

}  // namespace

std::string curve_labels(const CurveFigure& figure, const CurvePlot& plot) {
  std::vector<LabelWish> wishes;
  for (std::size_t i = 0; i < plot.lines.size(); ++i) {
    wishes.push_back({label_anchor(plot, i).y, label_height(plot, i, figure.series[i].label)});
  }
  const std::vector<double> centers = spread_labels(wishes, {plot.frame.y - 10, plot.frame.bottom() + 10});
  std::string markup;
  for (std::size_t i = 0; i < plot.lines.size(); ++i) {
    markup += label(plot, i, figure.series[i].label, centers[i]);
  }
  return markup;
}

}  // namespace tryall::reports
