// Searches on grids whose every run is known.
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>

#include "simulated_search.hpp"

using tryall::testing::RunsToReach;
using tryall::testing::SearchTable;

namespace {

double median_of(std::vector<std::size_t> values) {
  std::sort(values.begin(), values.end());
  return static_cast<double>(values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

struct Medians {
  double random = 0, racing = 0, tpe = 0;
};

Medians medians_over(const RunsToReach& runs, int searches) {
  constexpr int random_searches = 20;  // times as many: they cost nothing, and are what is compared with
  std::vector<std::size_t> random, racing, tpe;
  for (int seed = 0; seed < random_searches * searches; ++seed) random.push_back(runs.random(seed));
  for (int seed = 0; seed < searches; ++seed) {
    racing.push_back(runs.racing(seed));
    tpe.push_back(runs.tpe(seed));
  }
  return {median_of(random), median_of(racing), median_of(tpe)};
}

}  // namespace

TEST_CASE("racing and tpe reach the grid's best in half the runs of random") {
  for (const std::string& name : SearchTable::names()) {
    CAPTURE(name);
    const SearchTable table(name);
    const Medians medians = medians_over(RunsToReach(table), 25);
    CHECK(medians.racing <= medians.random / 2);
    CHECK(medians.tpe <= medians.random / 2);
  }
}

TEST_CASE("simulated searches", "[.simulate]") {
  const char* asked = std::getenv("TRYALL_SIMULATED_SEARCHES");
  const int searches = asked ? std::atoi(asked) : 50;
  std::cout << fmt::format(
      "| table | configs | tied with the best | random | racing | tpe |\n"
      "|---|---|---|---|---|---|\n");
  for (const std::string& name : SearchTable::names()) {
    const SearchTable table(name);
    const RunsToReach runs(table);
    const Medians medians = medians_over(runs, searches);
    const auto cell = [&](double median) {
      return fmt::format("{:.0f} ({:.2f})", median, median / medians.random);
    };
    std::cout << fmt::format("| {} | {} x {} seeds | {} | {:.0f} | {} | {} |\n", name, runs.configs(),
                             runs.seeds(), runs.tied(), medians.random, cell(medians.racing),
                             cell(medians.tpe))
              << std::flush;
  }
}

TEST_CASE("makes the tables of searches anew", "[.search-tables]") {
  for (const std::string& name : SearchTable::names()) tryall::testing::make_search_table(name);
}
