#pragma once

#include <string>
#include <vector>

#include "catch.hpp"
#include "golden_cases.hpp"

namespace tryall::testing {

/// tests/golden/statistics.txt; scripts/make-statistics-goldens makes it anew.
inline const std::map<std::string, GoldenCase>& statistics_goldens() {
  static const auto cases = golden_cases(TRYALL_GOLDEN "/statistics.txt");
  return cases;
}

inline std::vector<double> numbers_of(const GoldenCase& golden, const std::string& what) {
  const auto& numbers = golden.at(what);
  return {numbers.begin(), numbers.end()};
}

/// Calls `check` with every case that has numbers of that name, and says how many there were.
template <class Check>
int for_each_golden(const std::string& what, Check&& check) {
  int count = 0;
  for (const auto& [name, golden] : statistics_goldens())
    if (golden.contains(what)) {
      INFO(name << " " << what);
      check(golden, numbers_of(golden, what));
      ++count;
    }
  return count;
}

/// Equal to a relative 1e-9, or both next to nothing.
inline auto near(double expected, double relative = 1e-9) {
  return Approx(expected).epsilon(relative).margin(1e-14);
}

}  // namespace tryall::testing
