#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tryall::reports {

/// A line with its replicates: the mean over seeds as a thick line, each seed as a thin one.
struct CurveSeries {
  std::string label = {};  ///< Written beside the end of the line: "adam lr=0.003".
  /// One curve a seed: the value at epoch 1, 2, ... They may differ in length (early stopping). A curve ends
  /// before its first value that is not finite, which counts as a divergence.
  std::vector<std::vector<double>> replicates = {};
  /// How many replicates diverged. Beyond those with a non-finite value, the shortest are taken to be the
  /// ones.
  std::size_t diverged = 0;
};

/// Learning curves. The mean at an epoch is over the replicates that reached it; it stops, with a cross,
/// where the first replicate diverges, for a mean over the survivors would look better than the setting is.
struct CurveFigure {
  static constexpr std::size_t most_series =
      8;  ///< Colours that can be told apart; series beyond are not drawn.

  std::string title = {};
  std::string x_label = {};
  std::string y_label = {};
  std::vector<CurveSeries> series = {};  ///< Best first.
  bool share = false;                    ///< Values are shares of 1, shown in per cent.
};

/// One combination of two axes.
struct HeatmapCell {
  double value = std::numeric_limits<double>::quiet_NaN();  ///< Mean over the runs that did not diverge.
  std::size_t runs = 0;                                     ///< 0 = not sampled: hatched.
  std::size_t diverged = 0;  ///< Of the runs: some = small cross, all = cross only.
};

/// A metric over two axes, brighter = better. The best cell in which no run diverged is outlined.
struct HeatmapFigure {
  std::string title = {};
  std::string x_label = {};
  std::string y_label = {};
  std::string value_label = {};
  std::vector<std::string> columns = {};
  std::vector<std::string> rows = {};
  std::vector<HeatmapCell> cells = {};  ///< Row after row; cells that are missing count as not sampled.
  bool higher_is_better = true;
  bool share = false;  ///< Values are shares of 1, shown in per cent.
};

/// An SVG document that stands alone (literal colours) and that a page can restyle: elements carry the
/// classes ink, soft, grid, paper, panel and series-1 ... series-8, and take their paint from the CSS
/// property `color`. It has no ids, so that any number fit on one page. The same figure gives the same bytes.
std::string svg(const CurveFigure& figure);
std::string svg(const HeatmapFigure& figure);

/// `text` for use between tags or in an attribute: & < > " ' become entities; line breaks and tabs become
/// spaces, other control characters and bytes that are not UTF-8 become U+FFFD.
std::string escaped(std::string_view text);

}  // namespace tryall::reports
