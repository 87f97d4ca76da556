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

/// A mean, or what stands for it, with its interval; NaN where there is none.
struct Estimated {
  double center = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

/// A group as a row: its runs as small dots, its mean as a large mark with the interval.
struct DotRow {
  std::string label = {};
  std::vector<double> runs = {};
  Estimated mean = {};
  std::size_t failed = 0;  ///< Runs without a value: a cross beside the row.
};

/// Groups below one another, on one axis.
struct DotFigure {
  std::string title = {};
  std::string value_label = {};
  std::vector<DotRow> rows = {};  ///< Best first.
  std::string key = {};           ///< What mark and bar are: "mean, 95 % t interval".
  bool share = false;             ///< Values are shares of 1, shown in per cent.
};

/// A group by what it costs and what it reaches.
struct FrontPoint {
  std::string label = {};
  Estimated cost = {};
  Estimated value = {};
  bool on_front = false;  ///< No other beats it in both.
};

/// Quality against cost. The points of the front are joined, and named as far as there is room.
struct FrontFigure {
  std::string title = {};
  std::string cost_label = {};
  std::string value_label = {};
  std::vector<FrontPoint> points = {};
  bool log_cost = false;
  bool share = false;  ///< Values are shares of 1, shown in per cent.
};

/// The critical-difference diagram of Demsar (2006): average ranks on an axis, best at the left, and a bar
/// over those that cannot be told apart.
struct RankFigure {
  std::string title = {};
  std::vector<std::string> names = {};
  std::vector<double> average_ranks = {};              ///< By name, from 1.
  std::vector<std::vector<std::size_t>> cliques = {};  ///< Of names.
  std::string key = {};                                ///< "12 blocks, Nemenyi's difference 1.2".
};

/// An SVG document that stands alone (literal colours) and that a page can restyle: elements carry the
/// classes ink, soft, grid, paper, panel and series-1 ... series-8, and take their paint from the CSS
/// property `color`. It has no ids, so that any number fit on one page. The same figure gives the same bytes.
std::string svg(const CurveFigure& figure);
std::string svg(const HeatmapFigure& figure);
std::string svg(const DotFigure& figure);
std::string svg(const FrontFigure& figure);
std::string svg(const RankFigure& figure);

/// `text` for use between tags or in an attribute: & < > " ' become entities; line breaks and tabs become
/// spaces, other control characters and bytes that are not UTF-8 become U+FFFD.
std::string escaped(std::string_view text);

}  // namespace tryall::reports
