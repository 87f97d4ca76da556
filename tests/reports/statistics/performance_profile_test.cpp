#include "tryall/statistics/performance_profile.hpp"

#include <limits>

#include "catch.hpp"

using namespace tryall::statistics;

TEST_CASE("performance profile: shares within a factor of the fastest") {
  const double never = std::numeric_limits<double>::infinity();
  const auto profiles = performance_profiles({{1, 2}, {4, 2}, {3, never}, {never, never}});
  REQUIRE(profiles.size() == 2);
  CHECK(profile_at(profiles[0], 1) == 0.5);
  CHECK(profile_at(profiles[0], 1.9) == 0.5);
  CHECK(profile_at(profiles[0], 2) == 0.75);
  CHECK(profile_at(profiles[0], 1000) == 0.75);  // the problem that none solves counts
  CHECK(profile_at(profiles[1], 1) == 0.25);
  CHECK(profile_at(profiles[1], 2) == 0.5);
  CHECK(profile_at(profiles[1], 0.5) == 0);
  CHECK(performance_profiles({}).empty());
}

TEST_CASE("performance profile: a method that never gets there has no steps") {
  const double never = std::numeric_limits<double>::infinity();
  CHECK(performance_profiles({{1, never}, {2, never}})[1].empty());
}
