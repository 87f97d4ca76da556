#include <fmt/format.h>

#include "model/model_words.hpp"
#include "model_figures.hpp"
#include "small_plot.hpp"

namespace tryall::reports {
namespace {

std::string bin_words(const CalibrationBin& bin) {
  return fmt::format("probability {}: {} right ({}) of {} rows", percent_text(bin.confidence),
                     percent_text(bin.right.center), percent_range(bin.right), bin.count);
}

}  // namespace

std::string calibration_figure(const ProbabilityQuality& quality) {
  std::vector<double> values;
  for (const CalibrationBin& bin : quality.bins)
    values.insert(values.end(), {bin.confidence, bin.right.center, bin.right.low, bin.right.high});
  const SmallPlot plot =
      small_plot({.x = values, .y = values, .x_kind = {.share = true}, .y_kind = {.share = true}});
  std::string body = both_axes(plot, "probability of the predicted class", "share that is right") +
                     equal_values(plot),
              description = "Calibration.";
  for (const CalibrationBin& bin : quality.bins) {
    body += fmt::format("<g {}>{}{}{}</g>\n", paint_series(0), tooltip(bin_words(bin)),
                        whisker(plot, bin.confidence, bin.right),
                        marker(Marker::circle, plot.at(bin.confidence, bin.right.center), 4.8));
    description += " " + bin_words(bin) + ".";
  }
  return small_document(plot, body, description);
}

}  // namespace tryall::reports
