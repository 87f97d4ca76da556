#include "tryall/statistics/effect.hpp"

#include <cmath>
#include <numbers>

#include "made_samples.hpp"
#include "statistics_golden.hpp"

using namespace tryall::statistics;
using tryall::testing::moved;
using tryall::testing::near;
using tryall::testing::normal_sample;

TEST_CASE("effect: by hand") {
  const std::vector<double> a = {2, 4, 9}, b = {1, 2, 3};  // differences 1, 2, 6
  const Effect paired = paired_effect(a, b);
  CHECK(paired.mean_difference == Approx(3));
  CHECK(paired.median_difference == 2);
  CHECK(paired.cohens_d == Approx(3 / std::sqrt(7.0)));
  CHECK(paired.hedges_g ==
        Approx(paired.cohens_d * std::sqrt(1 / std::numbers::pi)));  // J(2) = 1 / Gamma(1 / 2)
  CHECK(hedges_correction(10) == Approx(0.9227).margin(5e-5));       // Hedges (1981), table 1
}

TEST_CASE("effect: no value without spread or values") {
  const std::vector<double> a = {2, 3, 4}, b = {1, 2, 3};
  CHECK(paired_effect(a, b).mean_difference == 1);
  CHECK(std::isnan(paired_effect(a, b).cohens_d));
  CHECK(std::isnan(paired_effect({}, {}).mean_difference));
}

TEST_CASE("effect: standardized effects do not depend on the metric's unit") {
  for (std::uint32_t i = 0; i < 10; ++i) {
    const std::vector<double> a = normal_sample(6, i), b = normal_sample(6, 20 + i);
    CHECK(paired_effect(moved(a, 50, 3), moved(b, 50, 3)).hedges_g == Approx(paired_effect(a, b).hedges_g));
  }
}

TEST_CASE("noncentral t: SciPy's noncentral t") {
  CHECK(tryall::testing::for_each_golden("power", [](const auto&, const auto& expected) {
          CHECK(paired_t_power(expected[0], static_cast<std::size_t>(expected[1])) ==
                near(expected[2], 1e-7));
        }) == 25);
}

TEST_CASE("noncentral t: the seeds that decide are the fewest that do") {
  // Cohen (1988): d = .5 at .05 two-sided with power .8 takes 34 pairs
  CHECK(seeds_to_decide(0.5) == 34);
  CHECK(seeds_to_decide(-0.5) == 34);
  for (const double d : {0.05, 0.3, 1.0, 3.0, 50.0}) {
    const auto n = seeds_to_decide(d);
    REQUIRE(n);
    CHECK(paired_t_power(d, *n) >= 0.8);
    if (*n > 2) CHECK(paired_t_power(d, *n - 1) < 0.8);
  }
  CHECK_FALSE(seeds_to_decide(0));
  CHECK_FALSE(seeds_to_decide(no_value));
  CHECK_FALSE(seeds_to_decide(0.01, {.most = 100}));
}

TEST_CASE("noncentral t: the seeds that show equivalence do so in about that share of cases") {
  const auto n = seeds_for_equivalence(0.8, {.power = 0.8});
  REQUIRE(n);
  CHECK(*n == 15);
  CHECK_FALSE(seeds_for_equivalence(0));
}
