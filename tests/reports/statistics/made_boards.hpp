#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tryall/statistics/tie_test.hpp"

namespace tryall::testing {

/// A board of groups with values by seed, drawn for a simulation.
struct MadeBoard {
  std::vector<std::vector<std::uint64_t>> seeds;
  std::vector<std::vector<double>> values;

  std::vector<statistics::SeedValues> groups() const;
};

/// Draws a board of `groups` groups, `n` seeds each, whose true means are all equal.
using BoardMaker = MadeBoard (*)(std::size_t groups, std::size_t n, std::mt19937_64& random);

/// A way in which groups without a true difference vary.
struct NullFamily {
  std::string name, about;
  BoardMaker make;
  /// It is one of those whose quantiles the critical values are the largest of.
  bool in_table = false;
  /// The level is known to be passed somewhere.
  bool harsh = false;
};

const std::vector<NullFamily>& null_families();

/// Draws a board whose true means are set, in units of a group's standard deviation over seeds.
struct Alternative {
  std::string name, about;
  /// `means` gets the true means.
  MadeBoard (*make)(std::size_t groups, std::size_t n, std::mt19937_64& random, std::vector<double>& means);
};

const std::vector<Alternative>& alternatives();

}  // namespace tryall::testing
