#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

/// Where two axes cross: the groups that have both values.
struct CrossedLevels {
  std::size_t x_level = 0, y_level = 0;
  std::size_t runs = 0, failed = 0;      ///< All runs, and those without a value.
  double center = statistics::no_value;  ///< The mean of the best group.
};

struct CrossedAxes {
  std::size_t x = 0, y = 0;               ///< Axes.
  std::vector<CrossedLevels> cells = {};  ///< Row after row of y; those that were sampled.
};

/// The objective over pairs of axes.
struct InteractionsSection : Section {
  std::string statistic = "mean of the best group";
  std::vector<CrossedAxes> pairs = {};  ///< The first is the one to show.
};

}  // namespace tryall::reports
