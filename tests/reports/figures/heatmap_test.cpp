#include <limits>

#include "../special_values.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "markup.hpp"
#include "tryall/reports/figures/figure.hpp"

using tryall::testing::not_a_number;
using namespace tryall::reports;
using tryall::testing::check_sound;
using tryall::testing::occurrences;

namespace {

HeatmapFigure heatmap() {
  return {.title = "Interaction",
          .x_label = "learning rate",
          .y_label = "optimizer",
          .value_label = "loss",
          .columns = {"0.01", "0.1"},
          .rows = {"adam", "sgd"},
          .cells = {{.value = 0.25, .runs = 5},
                    {.value = not_a_number, .runs = 5, .diverged = 5},
                    {},
                    {.value = 0.75, .runs = 5, .diverged = 2}},
          .higher_is_better = false};
}

}  // namespace

TEST_CASE("the same heatmap gives the same bytes") { CHECK(svg(heatmap()) == svg(heatmap())); }

TEST_CASE("a cell shows its value and its runs, and is hatched, crossed or marked when runs are missing") {
  const std::string drawn = svg(heatmap());
  check_sound(drawn);
  CHECK_THAT(drawn, ContainsSubstring(">0.250</text>"));
  CHECK_THAT(drawn, ContainsSubstring("<title>adam, 0.1: all of 5 diverged</title>"));
  CHECK_THAT(drawn, ContainsSubstring("<title>sgd, 0.01: not sampled</title>"));
  CHECK_THAT(drawn, ContainsSubstring("<title>sgd, 0.1: 0.750, mean of 3, 2 diverged</title>"));
  CHECK_THAT(drawn, ContainsSubstring(">n=3 of 5</text>"));
  CHECK(occurrences(drawn, "opacity=\"0.45\" d=\"M") == 2);  // hatched: the cell and its key
  CHECK(occurrences(drawn, "stroke-width=\"2\"") == 2);
  CHECK(occurrences(drawn, "stroke-width=\"1.8\"") == 2);
}

TEST_CASE("a key entry is there only for what the heatmap has") {
  HeatmapFigure map = heatmap();
  map.cells = {{0.1, 5, 0}, {0.2, 5, 0}, {0.3, 5, 0}, {0.4, 5, 0}};
  const std::string drawn = svg(map);
  CHECK_THAT(drawn, ContainsSubstring("best in which no run diverged"));
  CHECK_THAT(drawn, !ContainsSubstring("not sampled"));
  CHECK_THAT(drawn, !ContainsSubstring("all diverged"));
}

TEST_CASE("brighter is better, whichever way the metric goes") {
  HeatmapFigure map = {.columns = {"low", "high"}, .rows = {"a"}, .cells = {{0.1, 1, 0}, {0.9, 1, 0}}};
  const std::string bright = "fill=\"#fde725\"";
  const std::string up = svg(map);
  map.higher_is_better = false;
  const std::string down = svg(map);
  CHECK(up.find(bright) > up.find("<title>a, high"));
  CHECK(down.find(bright) > down.find("<title>a, low"));
  CHECK(down.find(bright) < down.find("<title>a, high"));
}

TEST_CASE("cells that were not given count as not sampled") {
  HeatmapFigure map = heatmap();
  map.cells.clear();
  const std::string drawn = svg(map);
  check_sound(drawn);
  CHECK(occurrences(drawn, ": not sampled</title>") == 4);
}

TEST_CASE("a heatmap's labels that look like markup are shown as they are") {
  const std::string hostile = "</script><b>&\"";
  HeatmapFigure map = heatmap();
  map.title = map.x_label = map.y_label = map.value_label = map.rows[0] = map.columns[0] = hostile;
  const std::string drawn = svg(map);
  check_sound(drawn);
  CHECK_THAT(drawn, ContainsSubstring("&lt;/script&gt;&lt;b&gt;&amp;&quot;"));
  CHECK_THAT(drawn, !ContainsSubstring("<b>"));
}

TEST_CASE("a heatmap without rows or columns says that it has no data") {
  const std::string drawn = svg(HeatmapFigure{.title = "Nothing"});
  check_sound(drawn);
  CHECK_THAT(drawn, ContainsSubstring(">no data</text>"));
}

TEST_CASE(
    "cells that are all equal, all zero, or as large as can be are drawn, and none is called the best") {
  for (const double value : {0.5, 0.0, 1.0, -3.0, 1e308, -1e308, 5e-324, 12345678.0}) {
    CAPTURE(value);
    for (const bool share : {false, true}) {
      HeatmapFigure map = {
          .columns = {"1", "2"}, .rows = {"a"}, .cells = {{value, 3, 0}, {value, 3, 0}}, .share = share};
      check_sound(svg(map));
      CHECK_THAT(svg(map), !ContainsSubstring("best"));
      map.cells[1].value = -value;
      check_sound(svg(map));
    }
  }
}
