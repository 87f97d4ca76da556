#include "tryall/statistics/change_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "energy_split.hpp"
#include "spikes.hpp"
#include "tryall/error.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {
namespace {

using Indices = std::vector<std::size_t>;

double relative_change(double before, double after) {
  const double distance = std::fabs(after - before), base = std::min(std::fabs(before), std::fabs(after));
  if (distance == 0) return 0;
  return base > 0 ? distance / base : std::numeric_limits<double>::infinity();
}

ChangePoint tested(Values series, std::size_t begin, std::size_t index, std::size_t end) {
  const Values before = series.subspan(begin, index - begin), after = series.subspan(index, end - index);
  const TestResult test = pooled_t_test(before, after);
  const double from = mean(before), to = mean(after);
  return {index,
          from,
          to,
          standard_deviation(before),
          standard_deviation(after),
          std::isnan(test.p) ? 1 : test.p,
          relative_change(from, to)};
}

/// The ends of the stretches between the points: 0, the points, size.
Indices ends_of(const Indices& points, std::size_t size) {
  Indices ends = {0};
  ends.insert(ends.end(), points.begin(), points.end());
  ends.push_back(size);
  return ends;
}

/// Splits while the best of all splits is significant.
Indices split_window(Values window, double p, std::size_t least) {
  const EnergySplitter splitter(window);
  Indices points;
  for (;;) {
    const Indices ends = ends_of(points, window.size());
    std::optional<Split> best;
    std::size_t stretch = 0;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i)
      if (const auto split = splitter.best(ends[i], ends[i + 1], least);
          split && (!best || split->energy > best->energy)) {
        best = split;
        stretch = i;
      }
    if (!best || !(tested(window, ends[stretch], best->index, ends[stretch + 1]).p < p)) return points;
    points.insert(points.begin() + static_cast<std::ptrdiff_t>(stretch), best->index);
  }
}

/// What may be change points, ascending. Each window begins at or after the last point of those before.
Indices weak_points(Values series, double p, const ChangePointOptions& options) {
  Indices points;
  for (std::size_t start = 0; start < series.size();) {
    const std::size_t length = std::min(options.window, series.size() - start);
    std::size_t next = start + options.window / 2;
    for (const std::size_t index : split_window(series.subspan(start, length), p, options.least_segment)) {
      points.push_back(start + index);
      next = std::max(next, points.back());
    }
    start = next;
  }
  return points;
}

std::vector<ChangePoint> all_tested(Values series, const Indices& points) {
  const Indices ends = ends_of(points, series.size());
  std::vector<ChangePoint> result;
  for (std::size_t i = 1; i + 1 < ends.size(); ++i)
    result.push_back(tested(series, ends[i - 1], ends[i], ends[i + 1]));
  return result;
}

void test_again(std::vector<ChangePoint>& points, std::size_t i, Values series) {
  if (i >= points.size()) return;
  const std::size_t begin = i == 0 ? 0 : points[i - 1].index;
  const std::size_t end = i + 1 < points.size() ? points[i + 1].index : series.size();
  points[i] = tested(series, begin, points[i].index, end);
}

void drop_weak(std::vector<ChangePoint>& points, Values series, const ChangePointOptions& options) {
  while (!points.empty()) {
    auto weakest = std::max_element(points.begin(), points.end(),
                                    [](const auto& a, const auto& b) { return a.p < b.p; });
    if (weakest->p < options.p) {
      weakest = std::min_element(points.begin(), points.end(), [](const auto& a, const auto& b) {
        return a.relative_change < b.relative_change;
      });
      if (weakest->relative_change > options.least_change) return;
    }
    const auto place = static_cast<std::size_t>(weakest - points.begin());
    points.erase(weakest);
    if (place > 0) test_again(points, place - 1, series);
    test_again(points, place, series);
  }
}

}  // namespace

std::vector<ChangePoint> change_points(Values series, const ChangePointOptions& options) {
  require(options.least_segment >= 1 && options.window >= 2 * options.least_segment && options.window >= 2,
          "a window holds two segments");
  require(std::all_of(series.begin(), series.end(), [](double value) { return std::isfinite(value); }),
          "a series is finite");
  const std::vector<double> smooth =
      options.ignore_spikes ? without_spikes(series) : std::vector<double>(series.begin(), series.end());
  const double generous = options.p < 0.05 ? 10 * options.p : std::min(1.0, 2 * options.p);
  std::vector<ChangePoint> points = all_tested(smooth, weak_points(smooth, generous, options));
  drop_weak(points, smooth, options);
  return points;
}

}  // namespace tryall::statistics
