// How often the tie test marks a group as behind that is not, and how often one that is:
// scripts/simulate-ties.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "catch.hpp"
#include "made_boards.hpp"
#include "tryall/statistics/tie_test.hpp"

using namespace tryall::statistics;
using tryall::testing::alternatives;
using tryall::testing::MadeBoard;
using tryall::testing::null_families;
using tryall::testing::NullFamily;

namespace {

std::size_t asked(const char* variable, std::size_t usual) {
  const char* text = std::getenv(variable);
  return text != nullptr ? static_cast<std::size_t>(std::atoll(text)) : usual;
}

TieTest tested(const MadeBoard& board) { return tie_test(board.groups()); }

/// The share of boards without true differences on which some group is behind.
double level(const NullFamily& family, std::size_t groups, std::size_t n, std::size_t boards) {
  std::mt19937_64 random(1000 * groups + n);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < boards; ++i) {
    const TieTest test = tested(family.make(groups, n, random));
    wrong += std::any_of(test.rows.begin(), test.rows.end(),
                         [](const TieRow& row) { return row.mark == TieMark::behind; });
  }
  return static_cast<double>(wrong) / static_cast<double>(boards);
}

double three_errors_above(std::size_t boards) {
  return 0.05 + 3 * std::sqrt(0.05 * 0.95 / static_cast<double>(boards));
}

constexpr std::size_t board_sizes[] = {3, 10, 30, 100};
constexpr std::size_t seed_counts[] = {3, 5, 10};

struct TiePower {
  double power = 0, false_marks = 0, coverage = 0;
};

/// Of groups that are worse than the best; of boards where one that is no worse than row 1 is behind; of
/// boards whose intervals all hold the true difference to row 1.
TiePower tie_power(const tryall::testing::Alternative& alternative, std::size_t groups, std::size_t n,
                   std::size_t boards) {
  std::mt19937_64 random(77 * groups + n);
  TiePower result;
  std::vector<double> means;
  for (std::size_t i = 0; i < boards; ++i) {
    const TieTest test = tested(alternative.make(groups, n, random, means));
    double worse = 0, marked = 0;
    bool wrong = false, covered = true;
    for (std::size_t j = 0; j < groups; ++j) {
      const TieRow& row = test.rows[j];
      const double truth = means[j] - means[test.best];
      if (j != test.best && row.mark != TieMark::not_compared)
        covered = covered && row.low <= truth && truth <= row.high;
      wrong = wrong || (row.mark == TieMark::behind && truth >= 0);
      if (means[j] >= 0 || means[j] < -20) continue;
      ++worse;
      marked += row.mark == TieMark::behind;
    }
    result.power += marked / worse / static_cast<double>(boards);
    result.false_marks += wrong / static_cast<double>(boards);
    result.coverage += covered / static_cast<double>(boards);
  }
  return result;
}

/// The largest t of the first round.
double largest_t(const MadeBoard& board) {
  const auto groups = board.groups();
  const TieTest test = tie_test_of_one_round(groups);
  double largest = 0;
  for (const TieRow& row : test.rows)
    if (row.error > 0) largest = std::max(largest, -row.gap / row.error);
  return largest;
}

double quantile_95(const NullFamily& family, std::size_t groups, std::size_t n, std::size_t boards) {
  std::mt19937_64 random(31 * groups + n);
  std::vector<double> largest;
  for (std::size_t i = 0; i < boards; ++i) largest.push_back(largest_t(family.make(groups, n, random)));
  const auto place = largest.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(boards));
  std::nth_element(largest.begin(), place, largest.end());
  return *place;
}

}  // namespace

TEST_CASE("tie test: among equals it is rare that some group is behind") {
  constexpr std::size_t boards = 300;
  for (const NullFamily& family : null_families()) {
    if (family.harsh) continue;
    for (const std::size_t n : seed_counts) {
      CAPTURE(family.name, n);
      CHECK(level(family, 10, n, boards) < three_errors_above(boards));
    }
  }
}

TEST_CASE("tie test: docs/statistics.md says what the simulation says") {
  std::ifstream file(TRYALL_DOCS "/statistics.md");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  std::string line = fmt::format("| {} |", null_families().front().about);
  for (const std::size_t groups : board_sizes)
    for (const std::size_t n : seed_counts)
      line += fmt::format(" {:.3f} |", level(null_families().front(), groups, n, 2000));
  CHECK_THAT(text, ContainsSubstring(line));
}

TEST_CASE("tie test: groups that are far behind are found") {
  CHECK(tie_power(alternatives()[2], 10, 5, 200).power > 0.7);
  CHECK(tie_power(alternatives()[4], 10, 10, 200).power > 0.7);
  CHECK(tie_power(alternatives()[4], 10, 5, 200).coverage > 0.9);
}

TEST_CASE("simulated ties: the level in every family", "[.simulation]") {
  const std::size_t boards = asked("TRYALL_SIMULATED_BOARDS", 2000);
  std::string head = "| values |", rule = "| --- |";
  for (const std::size_t groups : board_sizes)
    for (const std::size_t n : seed_counts) {
      head += fmt::format(" {} x {} |", groups, n);
      rule += " --: |";
    }
  std::cout << head << "\n" << rule << "\n";
  for (const NullFamily& family : null_families()) {
    std::string line = fmt::format("| {} |", family.about);
    for (const std::size_t groups : board_sizes)
      for (const std::size_t n : seed_counts) {
        const double share = level(family, groups, n, boards);
        line += fmt::format(" {:.3f} |", share);
        CAPTURE(family.about, groups, n, share);
        CHECK((family.harsh || share < three_errors_above(boards)));
      }
    std::cout << line << std::endl;
  }
}

TEST_CASE("simulated ties: the power and the coverage", "[.simulation]") {
  const std::size_t boards = asked("TRYALL_SIMULATED_BOARDS", 2000);
  std::string head = "| groups | seeds |", rule = "| --: | --: |";
  for (const auto& alternative : alternatives()) {
    head += " " + alternative.name + " |";
    rule += " --: |";
  }
  std::cout << head << " false | coverage |\n" << rule << " --: | --: |\n";
  for (const std::size_t groups : board_sizes)
    for (const std::size_t n : seed_counts) {
      std::string line = fmt::format("| {} | {} |", groups, n);
      double most_false = 0, least_covered = 1;
      for (const auto& alternative : alternatives()) {
        const TiePower of = tie_power(alternative, groups, n, boards);
        line += fmt::format(" {:.2f} |", of.power);
        most_false = std::max(most_false, of.false_marks);
        least_covered = std::min(least_covered, of.coverage);
      }
      CHECK(most_false < three_errors_above(boards));
      std::cout << fmt::format("{} {:.3f} | {:.3f} |", line, most_false, least_covered) << std::endl;
    }
}

TEST_CASE("simulated ties: the critical values, made anew", "[.simulation]") {
  const std::size_t draws = asked("TRYALL_SIMULATED_DRAWS", 20'000);
  for (const std::size_t groups : {5, 10, 20, 50, 100, 300, 1000}) {
    std::string line = "    {";
    for (const std::size_t n : {3, 4, 5, 6, 8, 10, 15, 30}) {
      double largest = 0;
      for (const NullFamily& family : null_families())
        if (family.in_table)
          largest = std::max(largest, quantile_95(family, groups, n, groups < 300 ? draws : draws / 10));
      line += fmt::format("{}{:.2f}", n == 3 ? "" : ", ", largest);
      CHECK(std::fabs(critical_value(groups, n) / largest - 1) < 0.03);
    }
    std::cout << line << "},\n" << std::flush;
  }
}
