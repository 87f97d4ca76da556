#pragma once

#include <string>
#include <vector>

#include "compare_sides.hpp"
#include "tryall/reports/compare/compare.hpp"

namespace tryall::reports {

/// Two groups that agree on everything but what is compared.
struct MatchedPair {
  std::string label;           ///< On what settings differ.
  std::string best_a, best_b;  ///< On what each side's best was picked over.
  Group a, b;
};

struct Matching {
  Selection selection;
  std::vector<ConfigColumn> best_over;
  std::size_t objective = 0;  ///< The place of the metric asked for, or the sweep's.
  std::size_t select_by = 0;  ///< Of the metric by which a side's best is picked.
  Direction direction = Direction::maximize;
};

struct Matches {
  std::vector<MatchedPair> pairs;
  std::vector<ConfigColumn> compared;          ///< On what the sides differ.
  std::vector<ConfigColumn> picked_over = {};  ///< On what each side's best was picked.
  std::vector<std::string> notes;
  std::size_t same = 0;  ///< Matched groups that are one and the same.
};

/// In the order of labels. Where several groups of a side match, its best is picked: over the columns asked
/// for, and over settings of what is compared that the other side does not have (momentum's `momentum`
/// against adam). Throws Error where nothing matches, or where several groups of one side do that differ in
/// something else.
Matches match(const StoreReader& store, const Side& a, const Side& b, const Matching& matching);

}  // namespace tryall::reports
