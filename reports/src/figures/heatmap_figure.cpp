#include <fmt/format.h>

#include <algorithm>

#include "figures/svg/text.hpp"
#include "heatmap_plot.hpp"

namespace tryall::reports {
namespace {

std::string filled(const Box& box, std::string_view fill_attributes) {
  return fmt::format("<rect {} rx=\"3\" {}/>", attributes(box), fill_attributes);
}

/// The sign of a state, drawn in its cell and in the key.
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

/// The bar of colours with the smallest and the largest value.
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

/// What hatching, crosses and the outline mean, as far as they occur; wraps at the canvas's width.
struct HeatmapKey {
  std::string markup = {};
  double bottom = 0;
};

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

std::string cell_text(const Point& at, double size, std::string_view color, std::string_view text) {
  return fmt::format(R"(<text x="{}" y="{}" font-size="{}" text-anchor="middle" fill="{}">{}</text>)",
                     coordinate(at.x), coordinate(at.y), coordinate(size), color, escaped(text));
}

std::string runs_text(const HeatmapCell& cell) {
  if (cell.diverged == 0 || cell.diverged >= cell.runs) return fmt::format("n={}", cell.runs);
  return fmt::format("n={} of {}", cell.runs - cell.diverged, cell.runs);
}

/// A cell with a value: the number, how many runs it is the mean of, a small cross if others diverged.
std::string valued_cell(const HeatmapFigure& figure, const HeatmapPlot& plot, const HeatmapCell& cell,
                        const Box& box) {
  const Color background = plot.color(cell.value, figure.higher_is_better);
  const std::string_view color = text_color_on(background);
  const std::string number = ValueFormat(*plot.values, figure.share)(cell.value);
  const double size = std::min(13.5, 13.5 * (box.width - 4) / text_width(number, 13.5));
  const Point center = box.center();
  std::string markup = filled(box, fmt::format("fill=\"{}\"", hex(background)));
  markup += cell_text({center.x, center.y + 1}, size, color, number);
  markup += cell_text({center.x, center.y + 15}, 10.5, color, runs_text(cell));
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
  markup += cell_text({box.center().x, box.center().y + 15}, 10.5, "currentColor", runs_text(cell));
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
    markup += (has_value ? valued_cell(figure, plot, cell, box) : bare_cell(cell, box)) + "</g>\n";
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
