// Dots with intervals, the front of quality and cost, and the critical-difference diagram.
#include <limits>

#include "catch.hpp"
#include "configs.hpp"
#include "markup.hpp"
#include "tryall/reports/figures/figure.hpp"

using namespace tryall::reports;
using tryall::testing::check_sound;
using tryall::testing::occurrences;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

DotFigure dots() {
  return {.title = "The best",
          .value_label = "test accuracy",
          .rows = {{.label = "adam", .runs = {0.95, 0.97}, .mean = {0.96, 0.94, 0.98}},
                   {.label = "sgd </text>", .runs = {0.9}, .mean = {0.9, nothing, nothing}, .failed = 1},
                   {.label = "lion", .runs = {}, .mean = {}, .failed = 2}},
          .key = "mean with 95 % t interval",
          .share = true};
}

FrontFigure front() {
  return {.title = "Accuracy against time",
          .cost_label = "time of a run, s",
          .value_label = "accuracy",
          .points = {{.label = "slow", .cost = {100, 90, 110}, .value = {0.98, 0.97, 0.99}, .on_front = true},
                     {.label = "quick",
                      .cost = {1, nothing, nothing},
                      .value = {0.9, nothing, nothing},
                      .on_front = true},
                     {.label = "beaten", .cost = {50, 40, 60}, .value = {0.8, 0.7, 0.9}}},
          .log_cost = true,
          .share = true};
}

RankFigure ranks() {
  return {.title = "Average ranks",
          .names = {"sgd", "adam", "lion"},
          .average_ranks = {2.75, 1.25, 2},
          .cliques = {{1, 2}, {0, 2}},
          .key = "4 blocks"};
}

}  // namespace

TEST_CASE("dots: each run, the mean and its interval, and what has no value") {
  const std::string drawn = svg(dots());
  check_sound(drawn);
  CHECK(svg(dots()) == drawn);
  CHECK(occurrences(drawn, "r=\"2.6\"") == 3);
  CHECK(occurrences(drawn, "r=\"4.8\"") == 2);
  CHECK(occurrences(drawn, "stroke-width=\"2.6\"") == 1);  // of adam alone is there an interval
  CHECK_THAT(drawn, ContainsSubstring("<title>adam: 96.00 % (94.00 to 98.00 %), n = 2</title>"));
  CHECK_THAT(drawn, ContainsSubstring("<title>lion: no value, n = 0, 2 without a value</title>"));
  CHECK_THAT(drawn, ContainsSubstring("sgd &lt;/text&gt;"));
  CHECK_THAT(drawn, ContainsSubstring("\xC3\x97 2"));
  CHECK_THAT(svg(DotFigure{}), ContainsSubstring("no data"));
}

TEST_CASE("dots: without failed runs the key says nothing of crosses") {
  DotFigure figure = dots();
  figure.rows.resize(1);
  CHECK_THAT(svg(figure), !ContainsSubstring("\xC3\x97"));
}

TEST_CASE("front: points that nothing beats are joined and named, others are small") {
  const std::string drawn = svg(front());
  check_sound(drawn);
  CHECK(occurrences(drawn, "r=\"3\"") == 1);
  CHECK_THAT(drawn, ContainsSubstring(">slow</text>"));
  CHECK_THAT(drawn, ContainsSubstring(">quick</text>"));
  CHECK_THAT(drawn, !ContainsSubstring(">beaten</text>"));
  CHECK_THAT(drawn, ContainsSubstring("<title>beaten: 80.0 % at 50</title>"));
  CHECK_THAT(drawn, ContainsSubstring(">10</text>"));  // a power of ten on the axis
  CHECK_THAT(svg(FrontFigure{}), ContainsSubstring("no data"));
}

TEST_CASE("ranks: names stand at their ranks, and a bar joins each clique") {
  const std::string drawn = svg(ranks());
  check_sound(drawn);
  CHECK_THAT(drawn, ContainsSubstring(">adam  1.25</text>"));
  CHECK_THAT(drawn, ContainsSubstring(">2.75  sgd</text>"));
  CHECK_THAT(drawn, ContainsSubstring("No difference shown: adam, lion. No difference shown: sgd, lion."));
  // Ranks 1 to 3 are laid out from 230 to 590: the bars reach from 1.25 to 2 and from 2 to 2.75, and 3
  // beyond.
  CHECK_THAT(drawn, ContainsSubstring("M272 82H413M407 91H548"));
  CHECK_THAT(svg(RankFigure{}), ContainsSubstring("no data"));
}

TEST_CASE("ranks: one alone has a diagram, too") {
  check_sound(svg(RankFigure{.names = {"a"}, .average_ranks = {1}}));
}
