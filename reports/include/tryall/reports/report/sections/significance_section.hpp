#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"
#include "tryall/statistics/tie_test.hpp"

namespace tryall::reports {

/// The best group of an arm, or one of the best groups.
struct Contender {
  std::string label = {};
  std::size_t group = 0;
  std::optional<std::size_t> arm = {};
  Estimate gap = {};                 ///< To the best of the leaderboard, with its simultaneous interval.
  statistics::TieMark verdict = {};  ///< The leaderboard's.
  std::string mark = {};             ///< The leaderboard's: mark_text.
};

/// Two contenders, one way round: an effect's size, no test.
struct ContenderPair {
  std::size_t a = 0, b = 0;
  double probability = 0;  ///< That a run of a is better than one of b.
  std::size_t n = 0;       ///< The fewer seeds of the two.
};

/// Average ranks of the contenders over blocks.
struct AverageRanks {
  std::vector<double> ranks = {};                      ///< By contender, from 1.
  std::vector<std::vector<std::size_t>> cliques = {};  ///< Of contenders that cannot be told apart.
  std::size_t blocks = 0;
  std::string method = {};
  std::string missing = {};                  ///< Why there are no ranks.
  double difference = statistics::no_value;  ///< Nemenyi's.
};

/// The contenders against the best and one another.
struct SignificanceSection : Section {
  std::vector<Contender> contenders = {};  ///< Best first.
  std::vector<ContenderPair> pairs = {};   ///< Each both ways round.
  std::optional<AverageRanks> average_ranks = {};
};

}  // namespace tryall::reports
