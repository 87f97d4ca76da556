#include "heatmap_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "figures/svg/text.hpp"

namespace tryall::reports {
namespace {

constexpr double least_width = 520;
constexpr double row_label_room = 200;
constexpr double slanted_room = 110;

}  // namespace

CellState cell_state(const HeatmapCell& cell) {
  if (cell.runs == 0) return CellState::not_sampled;
  if (cell.diverged >= cell.runs) return CellState::diverged;
  if (!std::isfinite(cell.value)) return CellState::without_value;
  return cell.diverged > 0 ? CellState::partly_diverged : CellState::completed;
}

HeatmapPlot::HeatmapPlot(const HeatmapFigure& figure) : cells(figure.cells), columns(figure.columns.size()) {
  cells.resize(figure.rows.size() * columns);
  measure(figure);
  if (!cells.empty()) arrange(figure);
}

void HeatmapPlot::measure(const HeatmapFigure& figure) {
  for (const HeatmapCell& cell : cells) {
    const CellState state = cell_state(cell);
    if (state != CellState::completed && state != CellState::partly_diverged) continue;
    if (!values) values = Range{cell.value, cell.value};
    values = Range{std::min(values->low, cell.value), std::max(values->high, cell.value)};
    if (state != CellState::completed) continue;
    const bool better = !best || (figure.higher_is_better ? cell.value > *best : cell.value < *best);
    if (better) best = cell.value;
  }
}

void HeatmapPlot::arrange(const HeatmapFigure& figure) {
  double row_label = 0;
  double column_label = 0;
  for (const std::string& name : figure.rows)
    row_label = std::max(row_label, text_width(sanitized(name), 13));
  for (const std::string& name : figure.columns) {
    column_label = std::max(column_label, text_width(sanitized(name), 12.5));
  }
  double left = std::max(std::min(row_label, row_label_room), text_width(figure.y_label, 12.5)) + 12;
  const auto fitting_width = [&] {
    return std::clamp((canvas_width - left) / static_cast<double>(columns), 54.0, 96.0);
  };
  turned_columns = column_label > fitting_width() - 6;
  if (turned_columns) {
    const double length = std::min(column_label, slanted_room);
    left = std::max(left, 0.82 * length - 27);  // the first name slants to the left: cos 35 degrees
    names_height = 0.58 * length + 22;
  }
  cell_width = fitting_width();
  const double top = top_below_title(figure.title) + 52;
  frame = {left, top, cell_width * static_cast<double>(columns),
           cell_height * static_cast<double>(figure.rows.size())};
  width = std::max({least_width, frame.right() + 2, text_width(sanitized(figure.title), 16)});
}

Box HeatmapPlot::cell_box(std::size_t index) const {
  const auto column = static_cast<double>(index % columns);
  const std::size_t row_index = index / columns;
  const auto row = static_cast<double>(row_index);
  return {frame.x + column * cell_width + 1, frame.y + row * cell_height + 1, cell_width - 2,
          cell_height - 2};
}

Color HeatmapPlot::color(double value, bool higher_is_better) const {
  const Range range = values.value_or(Range{});
  if (!(range.high > range.low)) return viridis(0.5);
  const double share = (value / 2 - range.low / 2) / (range.high / 2 - range.low / 2);
  return viridis(higher_is_better ? share : 1 - share);
}

}  // namespace tryall::reports
