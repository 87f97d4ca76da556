#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tryall/sweeps/run/progress.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::tracking {

/// What makes results of several stores one point.
struct PointId {
  std::string commit = {};  ///< Or the day; empty where the program had no commit.
  bool dirty = false;
  std::size_t store = 0;  ///< 0 of commits and days, which stores share; otherwise 1 + the store's place.

  auto operator<=>(const PointId&) const = default;
};

/// The place of a store that is not among those named: a report's own.
inline constexpr std::size_t not_named = SIZE_MAX;

/// Where and when a point was seen, in any series.
struct Sighting {
  std::string first_date = "9999";
  std::size_t first_store = not_named;
};
using Sightings = std::map<PointId, Sighting>;

/// The points with their names, oldest first.
struct OrderedPoints {
  std::vector<std::pair<PointId, HistoryPlace>> points;
  std::string note;  ///< See History::order_note.
};

/// Names the points and puts them in order; `files` are the stores, in the order of their places.
OrderedPoints ordered(const Sightings& sightings, const std::vector<std::filesystem::path>& files,
                      const HistoryQuestion& question);

}  // namespace tryall::tracking
