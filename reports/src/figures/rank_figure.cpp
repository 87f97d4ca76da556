#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "figures/svg/text.hpp"
#include "figures/svg/value_axis.hpp"
#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {
namespace {

constexpr double name_height = 22, clique_height = 9, names_width = 230;

/// Ranks from left to right, names of the better half at the left and of the others at the right.
struct RankPlot {
  const RankFigure& figure;
  std::vector<std::size_t> order;  // by rank
  LinearScale scale;
  double axis_y;

  std::size_t at_left() const { return (order.size() + 1) / 2; }
  double x(std::size_t name) const { return scale(figure.average_ranks[name]); }
  double bars_bottom() const {
    return axis_y + 10 + clique_height * static_cast<double>(figure.cliques.size());
  }
  /// Of the name in that place of the order; the innermost are the lowest.
  double name_y(std::size_t place) const {
    const std::size_t line = place < at_left() ? place : order.size() - 1 - place;
    return bars_bottom() + 14 + name_height * static_cast<double>(line);
  }
};

RankPlot plot_of(const RankFigure& figure) {
  std::vector<std::size_t> order(figure.names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return figure.average_ranks[a] < figure.average_ranks[b];
  });
  const double last = std::max(2.0, static_cast<double>(figure.names.size()));
  return {figure,
          std::move(order),
          {{1, last}, {names_width, canvas_width - names_width}},
          top_below_title(figure.title) + 26};
}

std::string axis(const RankPlot& plot) {
  std::string lines = fmt::format("M{} {}H{}", coordinate(plot.scale.pixels.low), coordinate(plot.axis_y),
                                  coordinate(plot.scale.pixels.high));
  std::string texts;
  for (double rank = 1; rank <= plot.scale.domain.high; ++rank) {
    const double x = plot.scale(rank);
    lines += fmt::format("M{} {}v-6", coordinate(x), coordinate(plot.axis_y));
    texts += text_element({.at = {x, plot.axis_y - 11},
                           .text = fmt::format("{:.0f}", rank),
                           .size = 12,
                           .anchor = "middle",
                           .role = Role::soft});
  }
  return fmt::format("<path {} stroke=\"currentColor\" d=\"{}\"/>\n", paint(Role::soft), lines) + texts;
}

std::string bars(const RankPlot& plot) {
  if (plot.figure.cliques.empty()) return "";
  std::string path;
  double y = plot.axis_y + 10;
  for (const std::vector<std::size_t>& clique : plot.figure.cliques) {
    const auto [first, last] =
        std::minmax_element(clique.begin(), clique.end(), [&](std::size_t a, std::size_t b) {
          return plot.figure.average_ranks[a] < plot.figure.average_ranks[b];
        });
    path += fmt::format("M{} {}H{}", coordinate(plot.x(*first) - 3), coordinate(y),
                        coordinate(plot.x(*last) + 3));
    y += clique_height;
  }
  return fmt::format("<path {} stroke=\"currentColor\" stroke-width=\"4\" d=\"{}\"/>\n", paint_series(0),
                     path);
}

std::string names(const RankPlot& plot) {
  std::string path, texts;
  for (std::size_t place = 0; place < plot.order.size(); ++place) {
    const std::size_t name = plot.order[place];
    const bool left = place < plot.at_left();
    const double edge = left ? plot.scale.pixels.low - 12 : plot.scale.pixels.high + 12,
                 y = plot.name_y(place);
    path += fmt::format("M{} {}V{}H{}", coordinate(plot.x(name)), coordinate(plot.axis_y), coordinate(y),
                        coordinate(edge));
    const std::string rank = fmt::format("{:.2f}", plot.figure.average_ranks[name]);
    const std::string label = shortened(plot.figure.names[name], names_width - 62, label_size);
    texts +=
        text_element({.at = {left ? edge - 6 : edge + 6, y + 4.5},
                      .text = left ? fmt::format("{}  {}", label, rank) : fmt::format("{}  {}", rank, label),
                      .size = label_size,
                      .anchor = left ? "end" : "start"});
  }
  return fmt::format("<path {} fill=\"none\" stroke=\"currentColor\" d=\"{}\"/>\n", paint(Role::ink), path) +
         texts;
}

std::string key_line(const std::string& text, double y) {
  return text_element(
      {.at = {0, y}, .text = shortened(text, canvas_width, 11.5), .size = 11.5, .role = Role::soft});
}

std::string description(const RankPlot& plot) {
  std::string text = "Average ranks.";
  for (const std::size_t name : plot.order)
    text += fmt::format(" {}: {:.2f}.", plot.figure.names[name], plot.figure.average_ranks[name]);
  for (const std::vector<std::size_t>& clique : plot.figure.cliques) {
    text += " No difference shown:";
    for (const std::size_t name : clique) text += " " + plot.figure.names[name] + ",";
    text.back() = '.';
  }
  return text;
}

}  // namespace

std::string svg(const RankFigure& figure) {
  if (figure.names.empty()) return empty_document(figure.title, "no data");
  const RankPlot plot = plot_of(figure);
  const double bottom = plot.bars_bottom() + 14 + name_height * static_cast<double>(plot.at_left());
  const std::string body =
      axis(plot) + names(plot) + bars(plot) +
      key_line("Average rank, 1 is best; bars join what cannot be distinguished.", bottom + 14) +
      key_line(figure.key + ".", bottom + 31);
  return document({.height = bottom + 41, .title = figure.title, .description = description(plot)}, body);
}

}  // namespace tryall::reports
