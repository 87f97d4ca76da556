#include "history_noise.hpp"

#include <cmath>

namespace tryall::reports {
namespace {

/// The points [first, last) between two changes.
struct Stretch {
  double level = statistics::no_value;
  double deviation = statistics::no_value;  ///< Over seeds, pooled.
};

Stretch stretch_of(const tracking::HistorySeries& series, std::size_t first, std::size_t last) {
  std::vector<double> means;
  double squares = 0, freedom = 0;
  for (std::size_t i = first; i < last; ++i) {
    const tracking::HistoryPoint& point = series.points[i];
    if (std::isfinite(point.mean)) means.push_back(point.mean);
    if (!std::isfinite(point.deviation)) continue;
    const auto free = static_cast<double>(point.measured - 1);
    squares += free * point.deviation * point.deviation;
    freedom += free;
  }
  return {statistics::mean(means), freedom > 0 ? std::sqrt(squares / freedom) : statistics::no_value};
}

}  // namespace

NoiseBand noise_band(const tracking::HistorySeries& series, const std::vector<tracking::Change>& changes) {
  NoiseBand band;
  std::size_t first = 0;
  for (std::size_t next = 0; next <= changes.size(); ++next) {
    const std::size_t last = next < changes.size() ? changes[next].point : series.points.size();
    const Stretch stretch = stretch_of(series, first, last);
    for (; first < last; ++first) {
      const double half =
          2 * stretch.deviation / std::sqrt(static_cast<double>(series.points[first].measured));
      band.low.push_back(stretch.level - half);
      band.high.push_back(stretch.level + half);
    }
  }
  return band;
}

}  // namespace tryall::reports
