// How often a check finds a loss of quality of known size.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "catch.hpp"
#include "simulated.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;

namespace {

/// A kind of check of one group.
struct Kind {
  const char* name;
  std::size_t seeds;   ///< Of the baseline.
  std::size_t budget;  ///< 0: one look.
};

const std::vector<Kind> kinds = {{"5 seeds", 5, 0},
                                 {"5 seeds, --until-decided", 5, 5},
                                 {"5 seeds, --until-decided --budget 15", 5, 15},
                                 {"10 seeds", 10, 0},
                                 {"10 seeds, --until-decided", 10, 10},
                                 {"10 seeds, --until-decided --budget 30", 10, 30}};

struct Found {
  double worse = 0;  ///< Share of the checks.
  double seeds = 0;  ///< Trained, in the mean.
};

/// Checks of a group that lost `effect` standard deviations over seeds; the sides are independent draws, as
/// where pairing by seed gains nothing.
Found simulate(const Kind& kind, double effect, int checks) {
  const std::size_t most = std::max(kind.seeds, kind.budget);
  CheckOptions options;
  if (kind.budget > 0) options = {.until_decided = true, .budget = kind.budget};
  Found found;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(checks); ++i) {
    const CheckReport report = by_looks(drawn(kind.seeds, 2 * i, 0.9, 1),
                                        drawn(most, 2 * i + 1, 0.9 - effect * drawn_deviation, 1), options);
    const auto& measures = report.groups[0].measures;
    found.worse += std::any_of(measures.begin(), measures.end(),
                               [](const auto& m) { return m.change.verdict == QualityVerdict::worse; });
    found.seeds += static_cast<double>(report.looks.back());
  }
  return {found.worse / checks, found.seeds / checks};
}

Found simulate(std::size_t kind, double effect) { return simulate(kinds.at(kind), effect, 200); }

}  // namespace

TEST_CASE("power: a loss of two standard deviations is found with ten seeds, and often with five") {
  CHECK(simulate(0, 2).worse >= 0.35);
  CHECK(simulate(3, 2).worse >= 0.9);
  CHECK(simulate(3, 0.5).worse < 0.5);
}

TEST_CASE("power: looking until it is decided trains less for large effects and loses little power") {
  const Found once = simulate(3, 2), looks = simulate(4, 2);
  CHECK(looks.worse >= once.worse - 0.1);
  CHECK(looks.seeds < 9.5);
}

TEST_CASE("power: seeds beyond the baseline's find more of what its own cannot tell") {
  CHECK(simulate(5, 1.5).worse >= simulate(4, 1.5).worse);
  CHECK(simulate(2, 1.5).worse > simulate(1, 1.5).worse);
}

namespace {

/// "| 5 seeds | 0.016 | ... |"
std::string row_text(const Kind& kind, int checks) {
  std::vector<Found> found;
  for (const double effect : {0.0, 0.5, 1.0, 1.5, 2.0}) found.push_back(simulate(kind, effect, checks));
  std::string text = fmt::format("| {}", kind.name);
  for (const Found& one : found) text += fmt::format(" | {:.3f}", one.worse);
  return text + fmt::format(" | {:.1f} | {:.1f} |\n", found.front().seeds, found.back().seeds);
}

}  // namespace

TEST_CASE("power: the table of docs/ci.md is what the simulation prints") {
  const std::string document = read_file(std::filesystem::path(TRYALL_DOCS) / "ci.md");
  CHECK_THAT(document, ContainsSubstring(row_text(kinds.front(), 1000)));
  for (const Kind& kind : kinds) CHECK_THAT(document, ContainsSubstring(fmt::format("\n| {} | ", kind.name)));
}

TEST_CASE("power: a table of it where more simulated checks are asked for") {
  const int checks = checks_or(0);
  if (checks == 0) return;
  std::cout << "| check | 0 sd | 0.5 sd | 1 sd | 1.5 sd | 2 sd | seeds at 0 sd | at 2 sd |\n"
               "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const Kind& kind : kinds) std::cout << row_text(kind, checks);
}
