#include <numeric>

#include "catch.hpp"
#include "tracked.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;

namespace {

Baseline of_seeds(std::size_t seeds) { return tracked_baseline({group_of(std::vector<double>(seeds, 0.9))}); }

std::vector<std::size_t> looks(std::size_t seeds, std::optional<std::size_t> budget = {}) {
  return planned_looks(of_seeds(seeds), {.until_decided = true, .budget = budget}).seeds;
}

}  // namespace

TEST_CASE("looks: one, at all of the baseline's seeds, unless it is to be until decided") {
  CHECK(planned_looks(of_seeds(7), {}).seeds == std::vector<std::size_t>{7});
  CHECK(planned_looks(of_seeds(7), {}).levels == std::vector{0.05});
}

TEST_CASE("looks: half, three quarters and all of the baseline's seeds, then on to the budget") {
  CHECK(looks(8) == std::vector<std::size_t>{4, 6, 8});
  CHECK(looks(8, 6) == std::vector<std::size_t>{3, 5, 6});
  CHECK(looks(8, 24) == std::vector<std::size_t>{4, 6, 8, 16, 24});
  CHECK(looks(3) == std::vector<std::size_t>{3});
  CHECK(looks(3, 4) == std::vector<std::size_t>{3, 4});
}

TEST_CASE("looks: their levels add up to alpha, and seeds of today alone are worth less than pairs") {
  for (const std::size_t budget : {6, 8, 24, 1000}) {
    const PlannedLooks plan =
        planned_looks(of_seeds(8), {.alpha = 0.01, .until_decided = true, .budget = budget});
    CHECK(std::accumulate(plan.levels.begin(), plan.levels.end(), 0.0) == Approx(0.01));
  }
  const PlannedLooks far = planned_looks(of_seeds(8), {.until_decided = true, .budget = 1000});
  CHECK(far.levels[2] > 0.001);  // 8 of 16 pairs' worth of information
}

TEST_CASE("looks: the seeds beyond a group's own are the smallest others") {
  TrackedGroup group = group_of({0.9, 0.9, 0.9});
  group.runs[2].seed = 5;
  CHECK(seeds_of(group, 2) == std::vector<std::uint64_t>{0, 1});
  CHECK(seeds_of(group, 3) == std::vector<std::uint64_t>{0, 1, 5});
  CHECK(seeds_of(group, 6) == std::vector<std::uint64_t>{0, 1, 5, 2, 3, 4});
}
