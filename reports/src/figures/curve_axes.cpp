#include <fmt/format.h>

#include <algorithm>

#include "curve_plot.hpp"
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

}  // namespace

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

}  // namespace tryall::reports
