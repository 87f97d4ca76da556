#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"
#include "tryall/statistics/superiority.hpp"

namespace tryall::reports {

/// The best group of an arm, or one of the best groups.
struct Contender {
  std::string label = {};
  std::size_t group = 0;
  std::optional<std::size_t> arm = {};
};

/// Two contenders, one way round.
struct ContenderPair {
  std::size_t a = 0, b = 0;
  Estimate probability = {};  ///< That a is better than b; n is the fewer seeds of the two.
  std::optional<statistics::Verdict> verdict = {};  ///< Nothing with too few seeds.
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

/// Which contenders the seeds tell apart.
struct SignificanceSection : Section {
  std::vector<Contender> contenders = {};  ///< Best first.
  std::string interval = {};
  std::vector<ContenderPair> pairs = {};  ///< Each both ways round.
  std::optional<AverageRanks> average_ranks = {};
};

}  // namespace tryall::reports
