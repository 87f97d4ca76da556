#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

/// A group by what it costs and what it reaches.
struct ParetoPoint {
  std::size_t group = 0;
  Estimate value = {}, cost = {};
};

/// Quality against cost.
struct ParetoSection : Section {
  std::string statistic = "mean", interval = {};
  std::string cost_label = {}, cost_unit = {};
  bool log_cost = false;
  std::vector<ParetoPoint> points = {};  ///< Best first.
  std::vector<std::size_t> front = {};   ///< Points that no other beats in both, cheapest first.
};

}  // namespace tryall::reports
