#include "tryall/statistics/friedman.hpp"

#include <cmath>

#include "statistics_golden.hpp"

using namespace tryall::statistics;
using tryall::testing::near;
using tryall::testing::numbers_of;
using tryall::train::Direction;

namespace {

/// Demsar (2006), table 6: areas under the curve of C4.5, with m, with cf, with both, on 14 data sets. The
/// table is rounded: by the printed ranks the last two of row 13 were no tie.
const Blocks demsar = {{.763, .768, .771, .798},  {.599, .591, .590, .569},
                       {.954, .971, .968, .967},  {.628, .661, .654, .657},
                       {.882, .888, .886, .898},  {.936, .931, .916, .931},
                       {.661, .668, .609, .685},  {.583, .583, .563, .625},
                       {.775, .838, .866, .875},  {1, 1, 1, 1},
                       {.940, .962, .965, .962},  {.619, .666, .614, .669},
                       {.972, .981, .9751, .975}, {.957, .978, .946, .970}};

}  // namespace

TEST_CASE("friedman: SciPy's chi squared") {
  CHECK(tryall::testing::for_each_golden("friedman", [](const auto& golden, const auto& expected) {
          const std::vector<double> table = numbers_of(golden, "table"), shape = numbers_of(golden, "shape");
          Blocks blocks(static_cast<std::size_t>(shape[0]));
          for (std::size_t i = 0; i < table.size(); ++i)
            blocks[i / static_cast<std::size_t>(shape[1])].push_back(table[i]);
          const Friedman result = friedman(blocks, Direction::minimize);
          CHECK(result.chi_squared == near(expected[0]));
          CHECK(result.p == near(expected[1]));
          const std::vector<double> average = numbers_of(golden, "ranks");
          for (std::size_t i = 0; i < average.size(); ++i) CHECK(result.average_ranks[i] == near(average[i]));
        }) == 4);
}

TEST_CASE("friedman: Demsar's published example") {
  const Friedman result = friedman(demsar, Direction::maximize);
  CHECK(result.chi_squared > 9.2786);  // which is not corrected for ties
  const std::vector<double> published = {3.143, 2.000, 2.893, 1.964};
  for (std::size_t i = 0; i < 4; ++i) CHECK(result.average_ranks[i] == Approx(published[i]).margin(5e-4));
  CHECK(nemenyi_critical_difference(4, 14) == Approx(1.2535).margin(1e-4));
}

TEST_CASE("friedman: Nemenyi's quantiles are those of the studentized range") {
  for (const double alpha : {0.05, 0.1}) {
    const auto expected = numbers_of(
        tryall::testing::statistics_goldens().at(alpha == 0.05 ? "nemenyi_0.05" : "nemenyi_0.1"), "q");
    for (std::size_t k = 2; k <= 20; ++k) CHECK(nemenyi_quantile(k, alpha) == near(expected[k - 2], 1e-8));
  }
  const std::vector<double> published = {1.960, 2.344, 2.569, 2.728, 2.850, 2.948};
  for (std::size_t k = 2; k <= 7; ++k) CHECK(nemenyi_quantile(k) == Approx(published[k - 2]).margin(5.1e-4));
}

TEST_CASE("friedman: with nothing to rank there is no value") {
  CHECK(std::isnan(friedman({}, Direction::minimize).p));
  CHECK(std::isnan(friedman({{1, 2}}, Direction::minimize).p));
  CHECK(std::isnan(friedman({{1, 1}, {2, 2}}, Direction::minimize).p));
}
