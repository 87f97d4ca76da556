#include <fmt/format.h>

#include <algorithm>

#include "figures/svg/text.hpp"
#include "heatmap_plot.hpp"

namespace tryall::reports {
namespace {

std::string filled(const Box& box, std::string_view fill_attributes) {
  return fmt::format("<rect {} rx=\"3\" {}/>", attributes(box), fill_attributes);
}

std::string cell_text(const Point& at, double size, std::string_view color, std::string_view text) {
  return fmt::format(R"(<text x="{}" y="{}" font-size="{}" text-anchor="middle" fill="{}">{}</text>)",
                     coordinate(at.x), coordinate(at.y), coordinate(size), color, escaped(text));
}

std::string count_text(const HeatmapCell& cell) {
  if (cell.diverged == 0 || cell.diverged >= cell.runs) return fmt::format("n={}", cell.runs);
  return fmt::format("n={} of {}", cell.runs - cell.diverged, cell.runs);
}

/// A cell with a value: the number, how many runs it is the mean of, a small cross if others diverged.
std::string value_cell(const HeatmapFigure& figure, const HeatmapPlot& plot, const HeatmapCell& cell,
                       const Box& box) {
  const Color background = plot.color(cell.value, figure.higher_is_better);
  const std::string_view color = text_color_on(background);
  const std::string number = ValueFormat(*plot.values, figure.share)(cell.value);
  const double size = std::min(13.5, 13.5 * (box.width - 4) / text_width(number, 13.5));
  const Point center = box.center();
  std::string markup = filled(box, fmt::format("fill=\"{}\"", hex(background)));
  markup += cell_text({center.x, center.y + 1}, size, color, number);
  markup += cell_text({center.x, center.y + 15}, 10.5, color, count_text(cell));
  if (cell.diverged > 0) {
    markup += fmt::format(R"(<path d="{}" stroke="{}" stroke-width="1.8"/>)",
                          cross({box.right() - 7, box.y + 7}, 3), color);
  }
  return markup;
}

/// A cell without one: only what became of its runs.
std::string bare_cell(const HeatmapCell& cell, const Box& box) {
  const CellState state = cell_state(cell);
  if (state == CellState::not_sampled) return hatched(box);
  std::string markup = filled(box, paint(Role::panel) + " fill=\"currentColor\"");
  if (state == CellState::diverged) markup = void_cell(box);
  markup += fmt::format("<g {}>", paint(Role::soft));
  markup += cell_text({box.center().x, box.center().y + 15}, 10.5, "currentColor", count_text(cell));
  return markup + "</g>";
}

/// "adam, 0.003: 97.83 %, n=5, 2 diverged", for the pointer.
std::string cell_words(const HeatmapFigure& figure, const HeatmapPlot& plot, std::size_t index) {
  const HeatmapCell& cell = plot.cells[index];
  const CellState state = cell_state(cell);
  std::string words = figure.rows[index / plot.columns] + ", " + figure.columns[index % plot.columns] + ": ";
  if (state == CellState::not_sampled) return words + "not sampled";
  if (state == CellState::diverged) return words + fmt::format("all of {} diverged", cell.runs);
  if (state == CellState::without_value) return words + fmt::format("no value, n={}", cell.runs);
  words += ValueFormat(*plot.values, figure.share)(cell.value) + (figure.share ? " %" : "");
  words += fmt::format(", mean of {}", cell.runs - cell.diverged);
  return cell.diverged > 0 ? words + fmt::format(", {} diverged", cell.diverged) : words;
}

std::string cells(const HeatmapFigure& figure, const HeatmapPlot& plot) {
  std::string markup;
  std::string outlines;
  for (std::size_t i = 0; i < plot.cells.size(); ++i) {
    const HeatmapCell& cell = plot.cells[i];
    const CellState state = cell_state(cell);
    const bool has_value = state == CellState::completed || state == CellState::partly_diverged;
    const Box box = plot.cell_box(i);
    markup += "<g>" + tooltip(cell_words(figure, plot, i));
    markup += (has_value ? value_cell(figure, plot, cell, box) : bare_cell(cell, box)) + "</g>\n";
    if (state == CellState::completed && plot.values->width() > 0 && cell.value == plot.best)
      outlines += outlined(box) + "\n";
  }
  return markup + outlines;
}

std::string row_names(const HeatmapFigure& figure, const HeatmapPlot& plot) {
  std::string markup;
  for (std::size_t row = 0; row < figure.rows.size(); ++row) {
    const double y = plot.cell_box(row * plot.columns).center().y + 4.5;
    markup += text_element({.at = {plot.frame.x - 8, y},
                            .text = shortened(figure.rows[row], plot.frame.x - 8, 13),
                            .anchor = "end"});
  }
  return markup;
}

std::string column_names(const HeatmapFigure& figure, const HeatmapPlot& plot) {
  std::string markup;
  for (std::size_t column = 0; column < plot.columns; ++column) {
    const double x = plot.cell_box(column).center().x + (plot.turned_columns ? 5 : 0);
    markup += text_element(
        {.at = {x, plot.frame.bottom() + (plot.turned_columns ? 14 : 18)},
         .text = shortened(figure.columns[column], plot.turned_columns ? 110 : plot.cell_width, 12.5),
         .size = 12.5,
         .anchor = plot.turned_columns ? "end" : "middle",
         .turn_degrees = plot.turned_columns ? -35.0 : 0.0});
  }
  return markup;
}

std::string description(const HeatmapFigure& figure, const HeatmapPlot& plot) {
  std::string text = fmt::format("{} for each {} (rows) and {} (columns).", figure.value_label,
                                 figure.y_label, figure.x_label);
  for (std::size_t i = 0; i < plot.cells.size(); ++i)
    text += fmt::format(" {}.", cell_words(figure, plot, i));
  return text;
}

}  // namespace

std::string hatched(const Box& box) {
  return filled(box, paint(Role::panel) + " fill=\"currentColor\"") +
         fmt::format("<path {} stroke=\"currentColor\" opacity=\"0.45\" d=\"{}\"/>", paint(Role::soft),
                     hatching(box, 6));
}

std::string void_cell(const Box& box) {
  const bool small = box.height < 20;
  const Point center = {box.center().x, box.center().y - (small ? 0 : 4)};
  return filled(box, paint(Role::panel) + " fill=\"currentColor\"") +
         fmt::format("<path {} stroke=\"currentColor\" stroke-width=\"2\" d=\"{}\"/>", paint(Role::ink),
                     cross(center, small ? 4.5 : 6.5));
}

std::string outlined(const Box& box) {
  return filled(box, paint(Role::ink) + R"( fill="none" stroke="currentColor" stroke-width="2.5")");
}

std::string svg(const HeatmapFigure& figure) {
  const HeatmapPlot plot(figure);
  if (plot.cells.empty()) return empty_document(figure.title, "no data");
  const double names_bottom = plot.frame.bottom() + plot.names_height;
  const HeatmapKey key = heatmap_key(plot, names_bottom + 32);
  const std::string axes = text_element({.at = {plot.frame.x - 8, plot.frame.y - 7},
                                         .text = figure.y_label,
                                         .size = 12.5,
                                         .anchor = "end",
                                         .role = Role::soft}) +
                           text_element({.at = {plot.frame.center().x, names_bottom + 14},
                                         .text = figure.x_label,
                                         .size = 12.5,
                                         .anchor = "middle",
                                         .role = Role::soft});
  const std::string body = heatmap_bar(figure, plot) + axes + cells(figure, plot) + row_names(figure, plot) +
                           column_names(figure, plot) + key.markup;
  return document({.width = plot.width,
                   .height = key.bottom,
                   .title = figure.title,
                   .description = description(figure, plot)},
                  body);
}

}  // namespace tryall::reports
