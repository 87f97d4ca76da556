#pragma once

#include "tryall/statistics/t_test.hpp"

namespace tryall::testing {

inline statistics::TestResult paired_t_test(statistics::Values a, statistics::Values b) {
  return statistics::test_of(statistics::paired_estimate(statistics::differences(a, b)));
}

inline statistics::TestResult welch_t_test(statistics::Values a, statistics::Values b) {
  return statistics::test_of(statistics::welch_estimate(a, b));
}

}  // namespace tryall::testing
