#include "space/draw.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <iterator>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "tryall/random.hpp"

namespace tryall::sweeps {
namespace {

/// value / 2^64 of `bound`, rounded down.
std::uint64_t scaled(std::uint64_t value, std::uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(value) * bound) >> 64);
}

/// Points of the unit cube as whole numbers of 64 bits, the sequence shifted by random bits a dimension.
class ShiftedSobol {
 public:
  ShiftedSobol(std::size_t dimensions, std::uint64_t seed) : sequence_(dimensions) {
    const Stream stream(seed, Purpose::search);
    for (std::size_t i = 0; i < dimensions; ++i) {
      const auto bits = stream.block(i);
      shifts_.push_back(std::uint64_t{bits[0]} << 32 | bits[1]);
    }
  }

  std::vector<std::uint64_t> next() {
    std::vector<std::uint64_t> point;
    for (const std::uint64_t shift : shifts_) point.push_back(sequence_() ^ shift);
    return point;
  }

 private:
  boost::random::sobol sequence_;
  std::vector<std::uint64_t> shifts_;
};

std::size_t most_relations(const Space& space) {
  std::size_t most = 0;
  for (const Grid& grid : space.grids) most = std::max(most, grid.relations.size());
  return most;
}

/// The combination that a point falls on: its first coordinate says which grid, the others which rows.
std::uint64_t combination_at(const Space& space, std::uint64_t combinations,
                             const std::vector<std::uint64_t>& point) {
  std::uint64_t within = scaled(point.front(), combinations), before = 0;
  auto grid = space.grids.begin();
  for (; within >= grid->combinations(); ++grid) {
    within -= grid->combinations();
    before += grid->combinations();
  }
  std::uint64_t index = 0;
  for (std::size_t i = 0; i < grid->relations.size(); ++i) {
    const std::uint64_t rows = grid->relations[i].rows;
    index = index * rows + scaled(point[i + 1], rows);
  }
  return before + index;
}

/// All relations of a grid as one, with the rows of these combinations.
Grid one_relation(const Space& space, const Grid& grid, const Picks& picks) {
  AxisRelation relation;
  for (const AxisRelation& part : grid.relations)
    relation.axes.insert(relation.axes.end(), part.axes.begin(), part.axes.end());
  std::sort(relation.axes.begin(), relation.axes.end());
  const bool seeded = std::any_of(grid.relations.begin(), grid.relations.end(),
                                  [](const AxisRelation& part) { return !part.seeds.empty(); });
  GridPoint point{std::vector<std::uint32_t>(space.settings.axes().size()), nullptr};
  for (const std::uint64_t pick : picks) {
    Space::choose(grid, pick, point);
    for (const std::size_t axis : relation.axes) relation.numbers.push_back(point.numbers[axis]);
    if (seeded) relation.seeds.push_back(*point.seeds);
  }
  relation.rows = picks.size();
  return {{std::move(relation)}, grid.seeds};
}

}  // namespace

Picks draw_random(std::uint64_t combinations, std::uint64_t count, std::uint64_t seed) {
  // Fisher and Yates's shuffle, of which only the places that were touched are kept.
  std::unordered_map<std::uint64_t, std::uint64_t> moved;
  const auto at = [&](std::uint64_t place) {
    const auto found = moved.find(place);
    return found == moved.end() ? place : found->second;
  };
  const Stream stream(seed, Purpose::search);
  Picks picks;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t other = i + stream.below(i, combinations - i);
    picks.push_back(at(other));
    moved[other] = at(i);
  }
  return picks;
}

Picks draw_sobol(const Space& space, std::uint64_t count, std::uint64_t seed) {
  std::uint64_t combinations = 0;
  for (const Grid& grid : space.grids) combinations += grid.combinations();
  ShiftedSobol points(most_relations(space) + 1, seed);
  Picks picks;
  std::unordered_set<std::uint64_t> known;
  constexpr std::uint64_t tries = 100;
  for (std::uint64_t i = 0; i < tries * count && picks.size() < count; ++i) {
    const std::uint64_t pick = combination_at(space, combinations, points.next());
    if (known.insert(pick).second) picks.push_back(pick);
  }
  if (picks.size() == count) return picks;
  for (const std::uint64_t pick : draw_random(combinations, std::min(combinations, 2 * count), seed))
    if (picks.size() < count && known.insert(pick).second) picks.push_back(pick);
  return picks;
}

Space picked(const Space& space, const Picks& picks) {
  Space result{space.settings, {}};
  std::uint64_t before = 0;
  for (const Grid& grid : space.grids) {
    const std::uint64_t end = before + grid.combinations();
    Picks within;
    for (const std::uint64_t pick : picks)
      if (pick >= before && pick < end) within.push_back(pick - before);
    before = end;
    if (within.empty()) continue;
    result.grids.push_back(grid.relations.empty() ? grid : one_relation(space, grid, within));
  }
  return result;
}

}  // namespace tryall::sweeps
