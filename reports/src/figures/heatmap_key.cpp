#include <fmt/format.h>

#include <algorithm>

#include "figures/svg/text.hpp"
#include "heatmap_plot.hpp"

namespace tryall::reports {
namespace {

constexpr double bar_width = 200;
constexpr double bar_height = 10;
constexpr std::size_t bar_steps = 50;

bool occurs(const HeatmapPlot& plot, CellState state) {
  return std::any_of(plot.cells.begin(), plot.cells.end(),
                     [&](const HeatmapCell& cell) { return cell_state(cell) == state; });
}

struct KeyEntry {
  std::string sign;  // the drawn markup
  std::string text;
};

/// The entries that the figure needs, their signs drawn in a box of this size at the origin.
std::vector<KeyEntry> key_entries(const HeatmapPlot& plot, const Box& box) {
  std::vector<KeyEntry> entries;
  const std::string corner = fmt::format("<path {} stroke=\"currentColor\" stroke-width=\"1.8\" d=\"{}\"/>",
                                         paint(Role::ink), cross(box.center(), 3));
  if (plot.best && plot.values->width() > 0)
    entries.push_back({outlined(box), "best in which no run diverged"});
  if (occurs(plot, CellState::partly_diverged))
    entries.push_back({corner, "some runs diverged: mean of the others"});
  if (occurs(plot, CellState::diverged)) entries.push_back({void_cell(box), "all diverged"});
  if (occurs(plot, CellState::not_sampled)) entries.push_back({hatched(box), "not sampled"});
  return entries;
}

}  // namespace

std::string heatmap_bar(const HeatmapFigure& figure, const HeatmapPlot& plot) {
  if (!plot.values) return "";
  const double top = top_below_title(figure.title);
  const ValueFormat number(*plot.values, figure.share);
  const bool flat = !(plot.values->high > plot.values->low);
  const std::string low = number(plot.values->low);
  const std::string label =
      figure.value_label + (figure.share ? " (%)" : "") + (flat ? "" : ", brighter is better");
  const double left = text_width(low, 12) + 6;
  std::string markup = text_element({.at = {0, top + 2}, .text = label, .size = 12.5, .role = Role::soft});
  markup += text_element({.at = {0, top + 19}, .text = low, .size = 12});
  const double step = bar_width / bar_steps;
  for (std::size_t i = 0; i < bar_steps && !flat; ++i) {
    const double share = (static_cast<double>(i) + 0.5) / bar_steps;
    const Box box = {left + static_cast<double>(i) * step, top + 10, step + (i + 1 < bar_steps ? 0.5 : 0),
                     bar_height};
    markup += fmt::format("<rect {} fill=\"{}\"/>\n", attributes(box),
                          hex(viridis(figure.higher_is_better ? share : 1 - share)));
  }
  if (flat) {
    const Box box = {left, top + 10, 2 * bar_height, bar_height};
    return markup + fmt::format("<rect {} fill=\"{}\"/>\n", attributes(box), hex(viridis(0.5)));
  }
  return markup +
         text_element(
             {.at = {left + bar_width + 6, top + 19}, .text = number(plot.values->high), .size = 12});
}

HeatmapKey heatmap_key(const HeatmapPlot& plot, double top) {
  const Box box = {0, 0, 18, 14};
  HeatmapKey key = {"", top};
  double x = 0;
  for (const KeyEntry& entry : key_entries(plot, box)) {
    const double width = box.width + 6 + text_width(entry.text, 12) + 10;
    if (x > 0 && x + width > plot.width) {
      x = 0;
      key.bottom += 20;
    }
    key.markup += fmt::format("<g transform=\"translate({} {})\">{}", coordinate(x + 1),
                              coordinate(key.bottom), entry.sign);
    key.markup +=
        text_element({.at = {box.width + 6, 11.5}, .text = entry.text, .size = 12, .role = Role::soft});
    key.markup += "</g>\n";
    x += width;
  }
  if (!key.markup.empty()) key.bottom += 20;
  return key;
}

}  // namespace tryall::reports
