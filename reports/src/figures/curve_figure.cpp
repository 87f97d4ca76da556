#include <fmt/format.h>

#include <algorithm>

#include "curve_plot.hpp"
#include "figures/svg/labels.hpp"
#include "figures/svg/text.hpp"
#include "figures/svg/value_axis.hpp"

namespace tryall::reports {
namespace {

std::string value_axis(const CurveFigure& figure, const CurvePlot& plot) {
  const Ticks round = nice_ticks(plot.shown, 6);
  std::vector<ValueAxis::Tick> ticks;
  for (const double value : round.values)
    ticks.push_back({plot.at(0, 1, value).y, tick_text(value, round.step, figure.share)});
  return left_ticks(ticks, plot.frame);
}

std::string epoch_axis(const CurvePlot& plot) {
  const Ticks ticks = epoch_ticks(plot.epochs, 10);
  const double bottom = plot.frame.bottom();
  std::string marks =
      fmt::format("M{} {}H{}", coordinate(plot.frame.x), coordinate(bottom), coordinate(plot.frame.right()));
  std::string texts;
  for (const double epoch : ticks.values) {
    const double x = plot.epochs > 1 ? plot.at(0, epoch, plot.shown.low).x : plot.frame.center().x;
    if (plot.epochs > 1) marks += fmt::format("M{} {}v5", coordinate(x), coordinate(bottom));
    texts += text_element({.at = {x, bottom + 19},
                           .text = tick_text(epoch, 1, false),
                           .size = 12,
                           .anchor = "middle",
                           .role = Role::soft});
  }
  return fmt::format("<path {} stroke=\"currentColor\" d=\"{}\"/>\n", paint(Role::soft), marks) + texts;
}

/// How to read the marks, as far as they occur.
std::string key_text(const CurvePlot& plot) {
  std::size_t most_seeds = 0;
  std::size_t diverged = 0;
  std::size_t without_value = 0;
  for (const CurveLine& line : plot.lines) {
    most_seeds = std::max(most_seeds, line.replicates.size());
    diverged += line.diverged;
    for (const Replicate& replicate : line.replicates)
      without_value += replicate.broken && replicate.values.empty();
  }
  const bool dots = plot.epochs == 1;
  const char* const seeds =
      dots ? "Large: mean over seeds; small: each seed" : "Thick: mean over seeds; thin: each seed";
  std::string key = most_seeds > 1 ? seeds : "One seed each";
  if (diverged > 0) key += dots ? "; \xC3\x97: diverged" : "; \xC3\x97: diverged, the mean stops";
  if (without_value > 0) key += "; \xC3\x97 on the axis: in the first epoch";
  if (plot.beyond > 0)
    key += fmt::format("; beyond the axis: {} value{}", plot.beyond, plot.beyond == 1 ? "" : "s");
  return key + ".";
}

/// Grid, ticks and axis titles.
std::string curve_axes(const CurveFigure& figure, const CurvePlot& plot) {
  const Box& frame = plot.frame;
  return value_axis(figure, plot) + epoch_axis(plot) +
         text_element({.at = {0, frame.y - 14}, .text = figure.y_label, .size = 12.5}) +
         text_element({.at = {frame.center().x, frame.bottom() + 39},
                       .text = figure.x_label,
                       .size = 12.5,
                       .anchor = "middle"}) +
         text_element(
             {.at = {0, frame.bottom() + 64}, .text = key_text(plot), .size = 11.5, .role = Role::soft});
}

constexpr double label_line_height = 15;
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
  return space_between + lines * label_line_height + (plot.lines[index].diverged > 0 ? divergence_height : 0);
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
                center - (label_height(plot, index, name) - space_between - label_line_height) / 2};
  const Point key = {line.x - 12, line.y};
  std::string markup = fmt::format("<g {}>\n", paint_series(index)) + tooltip(name);
  markup += leader({anchor.x + 8, anchor.y}, {key.x - 8, key.y});
  markup += marker(series_style(index).marker, key, 4.5) + "</g>\n";
  for (const std::string& text : name_lines(name, plot.label_width)) {
    markup += text_element({.at = {line.x, line.y + 4.5}, .text = text, .size = label_size});
    line.y += label_line_height;
  }
  const std::string divergence = divergence_text(plot.lines[index]);
  if (divergence.empty()) return markup;
  return markup +
         text_element({.at = {line.x, line.y + 3}, .text = divergence, .size = 11, .role = Role::soft});
}

/// The names at the right end of the lines.
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
