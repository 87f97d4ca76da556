#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "figures/svg/text.hpp"
#include "model/model_words.hpp"
#include "model_figures.hpp"
#include "small_plot.hpp"

namespace tryall::reports {
namespace {

constexpr double column_height = 24, widest_name = 170;

/// Below one another, the names at the left.
struct ImportancePlot {
  std::span<const ColumnImportance> columns;
  Box frame;
  ValueAxis axis;
  bool share;

  double center(std::size_t row) const { return frame.y + (static_cast<double>(row) + 0.5) * column_height; }
};

ImportancePlot importance_plot(const PermutationImportance& importance) {
  const auto columns =
      std::span(importance.columns).first(std::min(importance.columns.size(), shown_columns));
  std::vector<double> values = {0};
  double names = 0;
  for (const ColumnImportance& column : columns) {
    values.insert(values.end(), {column.rise.center, column.rise.low, column.rise.high,
                                 column.rise_over_rows.low, column.rise_over_rows.high});
    names = std::max(names, text_width(column.name, label_size));
  }
  const double left = std::min(names, widest_name) + 14;
  const Box frame = {left, 6, small_width - left - 14, column_height * static_cast<double>(columns.size())};
  const bool share = importance.task == Task::classification;
  return {columns, frame, {values, {frame.x, frame.right()}, {.share = share}}, share};
}

std::string column_words(const ImportancePlot& plot, const ColumnImportance& column) {
  const std::string rise =
      plot.share ? fmt::format("{:.1f} points", 100 * column.rise.center) : value_words(column.rise.center);
  const std::string range =
      plot.share ? points_range(column.rise_over_rows) : value_range(column.rise_over_rows);
  return column.name + ": " + rise + (range.empty() ? "" : " (" + range + ")");
}

std::string bar(const ImportancePlot& plot, const Estimated& ends, double y, double width) {
  if (!std::isfinite(ends.low + ends.high)) return {};
  return fmt::format(R"(<path d="M{} {}H{}" stroke="currentColor" stroke-width="{}"/>)",
                     coordinate(plot.axis(ends.low)), coordinate(y), coordinate(plot.axis(ends.high)),
                     coordinate(width));
}

std::string column_markup(const ImportancePlot& plot, std::size_t index) {
  const ColumnImportance& column = plot.columns[index];
  const double y = plot.center(index);
  std::string markup = text_element({.at = {plot.frame.x - 10, y + 4.5},
                                     .text = shortened(column.name, plot.frame.x - 10, label_size),
                                     .size = label_size,
                                     .anchor = "end"});
  const std::string dot = std::isfinite(column.rise.center)
                              ? marker(Marker::circle, {plot.axis(column.rise.center), y}, 4.4)
                              : "";
  return markup + fmt::format("<g {}>{}{}{}{}</g>\n", paint_series(0), tooltip(column_words(plot, column)),
                              bar(plot, column.rise_over_rows, y, 1.4), bar(plot, column.rise, y, 4.5), dot);
}

}  // namespace

std::string importance_figure(const PermutationImportance& importance) {
  const ImportancePlot plot = importance_plot(importance);
  std::string body = lower_axis(
      plot.axis, plot.frame, plot.share ? "accuracy lost when shuffled" : "increase in RMSE when shuffled");
  body += fmt::format("<path {} stroke=\"currentColor\" d=\"M{} {}V{}\"/>\n", paint(Role::soft),
                      coordinate(plot.axis(0)), coordinate(plot.frame.y), coordinate(plot.frame.bottom()));
  std::string description = "Importance of columns.";
  for (std::size_t i = 0; i < plot.columns.size(); ++i) {
    body += column_markup(plot, i);
    description += " " + column_words(plot, plot.columns[i]) + ".";
  }
  return document({.width = small_width, .height = plot.frame.bottom() + 48, .description = description},
                  body);
}

}  // namespace tryall::reports
