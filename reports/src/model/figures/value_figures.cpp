#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "figures/svg/text.hpp"
#include "model/model_words.hpp"
#include "model_figures.hpp"
#include "report/words.hpp"
#include "small_plot.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_dots = 2000, about_bars = 24;

/// Bars between round numbers.
struct ResidualBars {
  double first = 0, step = 1;  ///< Where the first begins, and their width.
  std::vector<std::size_t> counts = {};
  std::size_t beyond = 0;  ///< Values far outside the others.
};

ResidualBars bars_of(const std::vector<double>& residuals) {
  ResidualBars bars;
  const Range shown = visible_range(residuals, false);
  bars.step = nice_ticks(shown, about_bars).step;
  const double begin = std::floor(shown.low / bars.step);
  bars.first = begin * bars.step;
  bars.counts.resize(static_cast<std::size_t>(std::ceil(shown.high / bars.step) - begin) + 1);
  for (const double residual : residuals) {
    const double place = std::floor(residual / bars.step) - begin;
    if (residual < shown.low || residual > shown.high || place < 0)
      ++bars.beyond;
    else
      ++bars.counts[std::min(static_cast<std::size_t>(place), bars.counts.size() - 1)];
  }
  while (bars.counts.size() > 1 && bars.counts.back() == 0) bars.counts.pop_back();
  return bars;
}

std::vector<double> finite_residuals(const RegressionEvaluation& values) {
  std::vector<double> residuals;
  for (const PredictedValue& value : values.values)
    if (std::isfinite(value.residual())) residuals.push_back(value.residual());
  return residuals;
}

std::string bar_markup(const SmallPlot& plot, const ResidualBars& bars, std::size_t index) {
  const double from = bars.first + static_cast<double>(index) * bars.step, to = from + bars.step;
  const auto count = static_cast<double>(bars.counts[index]);
  const double left = plot.x(from), top = plot.y(count);
  const Box box = {left + 0.5, top, std::max(plot.x(to) - left - 1, 0.5), plot.y(0) - top};
  return fmt::format("<rect {} fill=\"currentColor\" {}>{}</rect>\n", paint_series(0), attributes(box),
                     tooltip(fmt::format("{} to {}: {}", value_words(from), value_words(to),
                                         plural(bars.counts[index], "value"))));
}

}  // namespace

std::string predicted_figure(const RegressionEvaluation& values) {
  std::vector<double> ends;
  for (const PredictedValue& value : values.values) ends.insert(ends.end(), {value.truth, value.prediction});
  const SmallPlot plot = small_plot({.x = ends, .y = ends});
  std::string body = both_axes(plot, "truth", "prediction") + equal_values(plot);
  const std::size_t stride = (values.values.size() + most_dots - 1) / most_dots;
  std::size_t drawn = 0;
  body += fmt::format("<g {} opacity=\"0.55\">\n", paint_series(0));
  for (std::size_t i = 0; i < values.values.size(); i += stride) {
    const PredictedValue& value = values.values[i];
    if (!plot.shows(value.truth, value.prediction)) continue;
    ++drawn;
    const Point at = plot.at(value.truth, value.prediction);
    body += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"2.6\" fill=\"currentColor\"/>\n", coordinate(at.x),
                        coordinate(at.y));
  }
  body += "</g>\n";
  if (drawn < values.values.size())
    body += text_element(
        {.at = {plot.frame.right(), plot.frame.y - 14},
         .text = fmt::format("{} of {} drawn", count_text(drawn), count_text(values.values.size())),
         .size = 11.5,
         .anchor = "end",
         .role = Role::soft});
  return small_document(plot, body, fmt::format("Predictions against the truth, {}.", plural(drawn, "dot")));
}

std::string residual_figure(const RegressionEvaluation& values) {
  const std::vector<double> residuals = finite_residuals(values);
  if (residuals.empty()) return empty_document("", "no finite residuals");
  const ResidualBars bars = bars_of(residuals);
  const auto highest = static_cast<double>(*std::ranges::max_element(bars.counts));
  const double last = bars.first + static_cast<double>(bars.counts.size()) * bars.step;
  const SmallPlot plot = small_plot({.x = {bars.first, 0, last}, .y = {0, highest}});
  std::string body = both_axes(plot, "residual: truth minus prediction", "values");
  for (std::size_t i = 0; i < bars.counts.size(); ++i)
    if (bars.counts[i] > 0) body += bar_markup(plot, bars, i);
  body += fmt::format("<path {} stroke=\"currentColor\" stroke-dasharray=\"4 4\" d=\"M{} {}V{}\"/>\n",
                      paint(Role::ink), coordinate(plot.x(0)), coordinate(plot.frame.y),
                      coordinate(plot.frame.bottom()));
  if (bars.beyond > 0)
    body += text_element({.at = {plot.frame.right(), plot.frame.y - 14},
                          .text = fmt::format("{} more outside", count_text(bars.beyond)),
                          .size = 11.5,
                          .anchor = "end",
                          .role = Role::soft});
  return small_document(plot, body, fmt::format("Histogram of {}.", plural(residuals.size(), "residual")));
}

}  // namespace tryall::reports
