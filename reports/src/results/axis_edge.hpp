#pragma once

#include <cstddef>

#include "tryall/experiment/technique.hpp"

namespace tryall::reports {

/// At which end of the values tried the best one stands.
enum class AxisEdge { none, smallest, largest };

/// Whether nothing beyond the value can be tried.
inline bool is_bound(const Parameter& parameter, double value) {
  return value <= parameter.low || value >= parameter.high || (value == 0 && !parameter.zero_word.empty());
}

/// Of the best among ascending values, by its place. None where it is a bound, and below three values: of two
/// one always is at an end.
inline AxisEdge axis_edge(std::size_t best, std::size_t values, bool bound) {
  constexpr std::size_t fewest = 3;
  if (values < fewest || bound || (best != 0 && best + 1 != values)) return AxisEdge::none;
  return best == 0 ? AxisEdge::smallest : AxisEdge::largest;
}

/// "smallest" or "largest".
inline const char* to_text(AxisEdge edge) { return edge == AxisEdge::largest ? "largest" : "smallest"; }

/// Where better values may lie: "smaller" or "larger".
inline const char* beyond(AxisEdge edge) { return edge == AxisEdge::largest ? "larger" : "smaller"; }

}  // namespace tryall::reports
