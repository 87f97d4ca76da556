#include "history_levels.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "tryall/statistics/change_points.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::tracking {
namespace {

/// Where stretches are as short as this, single points at the ends are looked at, too.
constexpr std::size_t usual_segment = 2;

bool share_a_seed(const HistoryPoint& a, const HistoryPoint& b) {
  return std::any_of(a.judged.begin(), a.judged.end(),
                     [&](const auto& seed) { return b.judged.contains(seed.first); });
}

/// The range in which completed runs ended, and as much again on both sides: diverged runs, whose values may
/// be anything, stand at its ends, so that they do not hide the other changes.
std::pair<double, double> bounds_of(const HistorySeries& series, const Lane& lane) {
  double least = INFINITY, most = -INFINITY;
  for (const std::size_t i : lane)
    for (const auto& [seed, judged] : series.points[i].judged) {
      if (judged.diverged) continue;
      least = std::min(least, judged.value);
      most = std::max(most, judged.value);
    }
  if (least > most) return {-INFINITY, INFINITY};
  const double range = most > least ? most - least : std::max(std::fabs(most), 1.0);
  return {least - range, most + range};
}

bool has_stretches(const std::vector<std::size_t>& points, std::size_t point, std::size_t size,
                   std::size_t least) {
  return std::all_of(points.begin(), points.end(),
                     [&](std::size_t other) {
                       return other == point || std::max(other, point) - std::min(other, point) >= least;
                     }) &&
         point > 0 && point < size;
}

/// Where E-divisive finds changes, and where it finds a single point at an end.
std::vector<std::size_t> change_places(const std::vector<double>& levels,
                                       const statistics::ChangePointOptions& options) {
  std::vector<std::size_t> places;
  for (const auto& point : statistics::change_points(levels, options)) places.push_back(point.index);
  if (options.ignore_spikes || options.least_segment != usual_segment) return places;
  statistics::ChangePointOptions single = options;
  single.least_segment = 1;
  for (const auto& point : statistics::change_points(levels, single))
    if ((point.index == 1 || point.index + 1 == levels.size()) &&
        has_stretches(places, point.index, levels.size(), usual_segment))
      places.push_back(point.index);
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace

std::vector<Lane> lanes_of(const HistorySeries& series) {
  std::vector<Lane> lanes;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (series.points[i].judged.empty()) continue;
    Lane joined;
    std::erase_if(lanes, [&](const Lane& lane) {
      const bool joins = std::any_of(lane.begin(), lane.end(), [&](std::size_t k) {
        return share_a_seed(series.points[k], series.points[i]);
      });
      if (joins) joined.insert(joined.end(), lane.begin(), lane.end());
      return joins;
    });
    joined.push_back(i);
    std::sort(joined.begin(), joined.end());
    lanes.push_back(std::move(joined));
  }
  std::sort(lanes.begin(), lanes.end());
  return lanes;
}

std::vector<double> levels_of(const HistorySeries& series, const Lane& lane) {
  constexpr int rounds = 100;
  constexpr double digits = 1e-10;
  const auto [low, high] = bounds_of(series, lane);
  std::vector<double> levels(lane.size(), 0);
  std::map<std::uint64_t, sweeps::RunningStatistics> seeds;
  const auto value = [&, low = low, high = high](const JudgedValue& judged) {
    return std::clamp(judged.value, low, high);
  };
  for (int round = 0; round < rounds; ++round) {
    seeds.clear();
    for (std::size_t k = 0; k < lane.size(); ++k)
      for (const auto& [seed, judged] : series.points[lane[k]].judged)
        seeds[seed].add(value(judged) - levels[k]);
    double moved = 0, size = 0;
    for (std::size_t k = 0; k < lane.size(); ++k) {
      sweeps::RunningStatistics level;
      for (const auto& [seed, judged] : series.points[lane[k]].judged)
        level.add(value(judged) - seeds.at(seed).mean());
      moved = std::max(moved, std::fabs(level.mean() - levels[k]));
      levels[k] = level.mean();
      size = std::max(size, std::fabs(levels[k]));
    }
    if (moved <= digits * size) break;
  }
  sweeps::RunningStatistics middle;
  for (const auto& [seed, own] : seeds) middle.add(own.mean());
  double largest = std::fabs(middle.mean());
  for (double& level : levels) largest = std::max(largest, std::fabs(level += middle.mean()));
  const double step = std::max(largest, 1e-300) * digits;
  for (double& level : levels) level = std::round(level / step) * step;
  return levels;
}

std::vector<Candidate> candidates_of(const std::vector<double>& levels,
                                     const statistics::ChangePointOptions& options) {
  const std::vector<std::size_t> places = change_places(levels, options);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < places.size(); ++i)
    candidates.push_back({.begin = i > 0 ? places[i - 1] : 0,
                          .point = places[i],
                          .end = i + 1 < places.size() ? places[i + 1] : levels.size()});
  if (options.ignore_spikes || options.least_segment > usual_segment || levels.size() < 2) return candidates;
  // Too few for E-divisive: each against the one before it. Otherwise the newest alone.
  const std::size_t newest = levels.size() - 1;
  for (std::size_t i = levels.size() < 2 * usual_segment ? 1 : newest; i <= newest; ++i)
    if (std::find(places.begin(), places.end(), i) == places.end())
      candidates.push_back({.begin = i - 1, .point = i, .end = i + 1, .probe = true});
  return candidates;
}

}  // namespace tryall::tracking
