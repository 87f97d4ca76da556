#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "figures/svg/labels.hpp"
#include "figures/svg/text.hpp"
#include "figures/svg/value_axis.hpp"
#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {
namespace {

constexpr double front_height = 340, point_label_size = 12.5, point_label_height = 16,
                 point_labels_width = 250;

struct FrontPlot {
  const FrontFigure& figure;
  Box frame;
  ValueAxis cost;
  ValueAxis value;

  Point place(const FrontPoint& point) const { return {cost(point.cost.center), value(point.value.center)}; }
};

std::vector<double> ends(const FrontFigure& figure, Estimated FrontPoint::*which) {
  std::vector<double> values;
  for (const FrontPoint& point : figure.points) {
    const Estimated& one = point.*which;
    values.insert(values.end(), {one.center, one.low, one.high});
  }
  return values;
}

FrontPlot plot_of(const FrontFigure& figure) {
  constexpr double left = 70;
  const Box frame = {left, top_below_title(figure.title) + 20, canvas_width - left - point_labels_width,
                     front_height};
  return {figure,
          frame,
          {ends(figure, &FrontPoint::cost), {frame.x, frame.right()}, {.log = figure.log_cost}},
          {ends(figure, &FrontPoint::value), {frame.bottom(), frame.y}, {.share = figure.share}}};
}

std::string words(const FrontPlot& plot, const FrontPoint& point) {
  const ValueFormat number(plot.value.shown(), plot.figure.share);
  return fmt::format("{}: {}{} at {:.3g}", point.label, number(point.value.center),
                     plot.figure.share ? " %" : "", point.cost.center);
}

std::string whiskers(const FrontPlot& plot, const FrontPoint& point) {
  const Point at = plot.place(point);
  std::string path;
  if (std::isfinite(point.value.low) && std::isfinite(point.value.high))
    path += fmt::format("M{} {}V{}", coordinate(at.x), coordinate(plot.value(point.value.low)),
                        coordinate(plot.value(point.value.high)));
  if (std::isfinite(point.cost.low) && std::isfinite(point.cost.high))
    path += fmt::format("M{} {}H{}", coordinate(plot.cost(point.cost.low)), coordinate(at.y),
                        coordinate(plot.cost(point.cost.high)));
  return path.empty() ? "" : fmt::format(R"(<path d="{}" stroke="currentColor" opacity="0.55"/>)", path);
}

std::string point_markup(const FrontPlot& plot, const FrontPoint& point) {
  const std::string look = point.on_front ? paint_series(0) : paint(Role::soft);
  return fmt::format("<g {}>{}{}{}</g>\n", look, tooltip(words(plot, point)), whiskers(plot, point),
                     point.on_front ? marker(Marker::diamond, plot.place(point), 5)
                                    : marker(Marker::circle, plot.place(point), 3));
}

/// The front's points by rising cost.
std::vector<const FrontPoint*> front_of(const FrontFigure& figure) {
  std::vector<const FrontPoint*> front;
  for (const FrontPoint& point : figure.points)
    if (point.on_front) front.push_back(&point);
  std::stable_sort(front.begin(), front.end(),
                   [](const auto* a, const auto* b) { return a->cost.center < b->cost.center; });
  return front;
}

/// What can be had for a cost: level until the next point of the front.
std::string steps(const FrontPlot& plot, const std::vector<const FrontPoint*>& front) {
  std::string path;
  for (const FrontPoint* point : front) {
    const Point at = plot.place(*point);
    path += path.empty() ? fmt::format("M{} {}", coordinate(at.x), coordinate(at.y))
                         : fmt::format("H{}V{}", coordinate(at.x), coordinate(at.y));
  }
  return fmt::format("<path {} fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" d=\"{}\"/>\n",
                     paint_series(0), path);
}

std::string names(const FrontPlot& plot, std::vector<const FrontPoint*> front) {
  const auto room = static_cast<std::size_t>(front_height / point_label_height);
  if (front.size() > room) front.resize(room);
  std::stable_sort(front.begin(), front.end(),
                   [&](const auto* a, const auto* b) { return plot.place(*a).y < plot.place(*b).y; });
  std::vector<LabelWish> wishes;
  for (const FrontPoint* point : front) wishes.push_back({plot.place(*point).y, point_label_height});
  const std::vector<double> centers = spread_labels(wishes, {plot.frame.y, plot.frame.bottom()});
  std::string markup;
  const double left = plot.frame.right() + 24;
  for (std::size_t i = 0; i < front.size(); ++i) {
    const Point at = plot.place(*front[i]);
    markup += fmt::format(
        "<path {} d=\"M{} {}L{} {}\" stroke=\"currentColor\" stroke-dasharray=\"1 3\" opacity=\"0.8\"/>\n",
        paint_series(0), coordinate(at.x + 8), coordinate(at.y), coordinate(left - 5),
        coordinate(centers[i]));
    markup += text_element({.at = {left, centers[i] + 4.5},
                            .text = shortened(front[i]->label, point_labels_width - 24, point_label_size),
                            .size = point_label_size});
  }
  return markup;
}

}  // namespace

std::string svg(const FrontFigure& figure) {
  if (figure.points.empty()) return empty_document(figure.title, "no data");
  const FrontPlot plot = plot_of(figure);
  const std::vector<const FrontPoint*> front = front_of(figure);
  std::string body = left_axis(plot.value, plot.frame, figure.value_label) +
                     lower_axis(plot.cost, plot.frame, figure.cost_label);
  for (const FrontPoint& point : figure.points)
    if (!point.on_front) body += point_markup(plot, point);
  body += steps(plot, front);
  std::string description =
      fmt::format("{} by {}. Not beaten in both:", figure.value_label, figure.cost_label);
  for (const FrontPoint* point : front) {
    body += point_markup(plot, *point);
    description += " " + words(plot, *point) + ".";
  }
  body += names(plot, front);
  body +=
      text_element({.at = {0, plot.frame.bottom() + 62},
                    .text = "Diamonds: no group is both cheaper and better; lines: the intervals of both.",
                    .size = 11.5,
                    .role = Role::soft});
  return document({.height = plot.frame.bottom() + 72, .title = figure.title, .description = description},
                  body);
}

}  // namespace tryall::reports
