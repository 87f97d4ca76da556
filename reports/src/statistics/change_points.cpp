#include "tryall/statistics/change_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "tryall/error.hpp"
#include "tryall/statistics/summary.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {
namespace {

/// Where a stretch parts best.
struct Split {
  std::size_t index = 0;  ///< In the window.
  std::size_t end = 0;    ///< Where the stretch after it ends that differs most from the one before.
  double energy = 0;
};

/// The sums of distances |x(i) - x(j)| of a window of a series, by rectangles in constant time.
class EnergySplitter {
 public:
  explicit EnergySplitter(Values window);

  /// The largest, over t and k, of the energy distance of [begin, t) and [t, k), both of at least `least`
  /// values, k <= end; the first of equals. None where the stretch is too short.
  /// 2 cross / (m + n) - 2 m / ((m + n) (n - 1)) within left - 2 n / ((m + n) (m - 1)) within right, where
  /// within counts each pair once.
  std::optional<Split> best(std::size_t begin, std::size_t end, std::size_t least) const;

 private:
  /// The sum over i in [top, bottom), j in [left, right).
  double sum(std::size_t top, std::size_t bottom, std::size_t left, std::size_t right) const;
  double energy(std::size_t begin, std::size_t middle, std::size_t end) const;

  std::size_t stride_;
  std::vector<double> sums_;
};

EnergySplitter::EnergySplitter(Values window) : stride_(window.size() + 1), sums_(stride_ * stride_, 0) {
  for (std::size_t i = 0; i < window.size(); ++i) {
    double row = 0;
    for (std::size_t j = 0; j < window.size(); ++j) {
      row += std::fabs(window[i] - window[j]);
      sums_[(i + 1) * stride_ + j + 1] = sums_[i * stride_ + j + 1] + row;
    }
  }
}

double EnergySplitter::sum(std::size_t top, std::size_t bottom, std::size_t left, std::size_t right) const {
  return sums_[bottom * stride_ + right] - sums_[top * stride_ + right] - sums_[bottom * stride_ + left] +
         sums_[top * stride_ + left];
}

double EnergySplitter::energy(std::size_t begin, std::size_t middle, std::size_t end) const {
  const auto n = static_cast<double>(middle - begin), m = static_cast<double>(end - middle);
  double result = 2 / (m + n) * sum(begin, middle, middle, end);
  // Half the square over a stretch counts each of its pairs once.
  if (n > 1) result -= m / ((m + n) * (n - 1)) * sum(begin, middle, begin, middle);
  if (m > 1) result -= n / ((m + n) * (m - 1)) * sum(middle, end, middle, end);
  return result;
}

std::optional<Split> EnergySplitter::best(std::size_t begin, std::size_t end, std::size_t least) const {
  std::optional<Split> result;
  for (std::size_t middle = begin + least; middle + least <= end; ++middle)
    for (std::size_t right = middle + least; right <= end; ++right) {
      const double value = energy(begin, middle, right);
      if (!result || value > result->energy) result = {middle, right, value};
    }
  return result;
}

constexpr std::size_t around = 2;
constexpr double deviation_of_median = 1.4826, most_deviations = 5;

/// The noise's deviation, which steps and spikes hardly touch.
double noise_of(Values series) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < series.size(); ++i) steps.push_back(std::fabs(series[i] - series[i - 1]));
  return deviation_of_median * median(steps) / std::sqrt(2.0);
}

std::vector<double> without_spikes(Values series) {
  std::vector<double> result(series.begin(), series.end());
  if (series.size() < 2 * around + 1) return result;
  const double limit = most_deviations * noise_of(series);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::size_t begin = i < around ? 0 : std::min(i - around, series.size() - 2 * around - 1);
    const double center = median(series.subspan(begin, 2 * around + 1));
    if (std::fabs(series[i] - center) > limit) result[i] = center;
  }
  return result;
}

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

/// How sure a point must be to be looked at further: `whole` against all that follows up to the next point,
/// or `part` against the stretch after it that differs most, so that a step down does not hide the step up
/// before it.
struct WeakLimits {
  double whole = 0, part = 0;
};

bool is_weak_point(Values window, std::size_t begin, const Split& split, std::size_t end,
                   const WeakLimits& limits) {
  return tested(window, begin, split.index, end).p < limits.whole ||
         tested(window, begin, split.index, split.end).p < limits.part;
}

/// Splits while the best of all splits is significant.
Indices split_window(Values window, const WeakLimits& limits, std::size_t least) {
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
    if (!best || !is_weak_point(window, ends[stretch], *best, ends[stretch + 1], limits)) return points;
    points.insert(points.begin() + static_cast<std::ptrdiff_t>(stretch), best->index);
  }
}

/// What may be change points, ascending. Each window begins at or after the last point of those before.
Indices weak_points(Values series, const WeakLimits& limits, const ChangePointOptions& options) {
  Indices points;
  for (std::size_t start = 0; start < series.size();) {
    const std::size_t length = std::min(options.window, series.size() - start);
    std::size_t next = start + options.window / 2;
    for (const std::size_t index :
         split_window(series.subspan(start, length), limits, options.least_segment)) {
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
  std::vector<ChangePoint> points =
      all_tested(smooth, weak_points(smooth, {generous, options.p / 10}, options));
  drop_weak(points, smooth, options);
  return points;
}

}  // namespace tryall::statistics
