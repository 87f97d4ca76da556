#pragma once

#include <optional>
#include <string>

#include "compare_match.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {

/// The leaderboard on which the compared groups stand: that of the sweep.
struct CompareBoard {
  std::optional<SweepRow> sweep;
  Scores scores = {};

  /// Null where the group is not on it.
  const Score* find(const std::string& key) const;
  /// Of the metric: that of the groups on the board with which the pair is compared, so that both tests know
  /// the same; else that of the pair's own values. 0 for what is no share.
  double resolution(const MatchedPair& pair, const Metric& metric, std::size_t place) const;
};

CompareBoard board_of(const StoreReader& store, const CompareQuestion& question, const Metric& metric,
                      Direction direction);

/// Adds what the leaderboard says of two groups where one of them is its best and the verdicts differ: there
/// the best was picked out of many, here two were named.
void note_board(Comparison& result, const CompareBoard& board);

}  // namespace tryall::reports
