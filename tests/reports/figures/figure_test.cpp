#include "tryall/reports/figures/figure.hpp"

#include <limits>

#include "../special_values.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "markup.hpp"

using tryall::testing::infinity;
using tryall::testing::not_a_number;
using namespace tryall::reports;
using tryall::testing::check_sound;
using tryall::testing::occurrences;
using tryall::testing::unbalanced_tags;

namespace {

/// Three seeds a series that approach 0.98, without randomness.
CurveFigure curves(std::size_t series, std::size_t epochs) {
  CurveFigure figure = {.title = "Accuracy", .x_label = "epoch", .y_label = "accuracy", .share = true};
  for (std::size_t s = 0; s < series; ++s) {
    CurveSeries& line = figure.series.emplace_back();
    line.label = "setting " + std::to_string(s);
    for (std::size_t seed = 0; seed < 3; ++seed) {
      std::vector<double>& values = line.replicates.emplace_back();
      for (std::size_t e = 0; e < epochs; ++e) {
        values.push_back(0.98 - 0.01 * static_cast<double>(s) - 0.05 / static_cast<double>(1 + e + seed));
      }
    }
  }
  return figure;
}

}  // namespace

TEST_CASE("the tag checker of these tests finds what is not balanced") {
  CHECK(unbalanced_tags("<a><b/>x</a>") == "");
  CHECK(unbalanced_tags("<a><b></a></b>") != "");
  CHECK(unbalanced_tags("<a>") != "");
  CHECK(unbalanced_tags("<a>1 < 2</a>") != "");
}

TEST_CASE("text is escaped for tags and attributes alike") {
  CHECK(escaped("</script><b>&\"'") == "&lt;/script&gt;&lt;b&gt;&amp;&quot;&#39;");
  CHECK(escaped("l\xC3\xA4uft \xE2\x82\xAC \xF0\x9F\x99\x82") ==
        "l\xC3\xA4uft \xE2\x82\xAC \xF0\x9F\x99\x82");
}

TEST_CASE("control characters and bytes that are not UTF-8 are replaced") {
  const std::string mark = "\xEF\xBF\xBD";
  CHECK(escaped("a\nb\tc") == "a b c");
  CHECK(escaped(std::string("a\0b\x1B", 4)) == "a" + mark + "b" + mark);
  CHECK(escaped("\xFF!") == mark + "!");                            // never begins a character
  CHECK(escaped("\xC3") == mark);                                   // cut off
  CHECK(escaped("\xC0\xAF") == mark + mark);                        // overlong
  CHECK(escaped("\xED\xA0\x80") == mark + mark + mark);             // surrogate
  CHECK(escaped("\xEF\xBF\xBF") == mark + mark + mark);             // non-character
  CHECK(escaped("\xF4\x90\x80\x80") == mark + mark + mark + mark);  // beyond Unicode
}

TEST_CASE("eight series are drawn in eight colours, each with its name, and no ninth") {
  const std::string drawn = svg(curves(9, 5));
  check_sound(drawn);
  for (int i = 0; i < 8; ++i) {
    CHECK_THAT(drawn, ContainsSubstring("class=\"series-" + std::to_string(i + 1) + "\""));
    CHECK_THAT(drawn, ContainsSubstring(">setting " + std::to_string(i) + "</text>"));
  }
  CHECK_THAT(drawn, !ContainsSubstring("setting 8"));
  CHECK_THAT(drawn, ContainsSubstring("95\xC2\xA0%"));
}

TEST_CASE("names of lines that end in the same place are written apart from one another, inside the canvas") {
  CurveFigure figure = curves(8, 5);
  for (CurveSeries& line : figure.series) line.replicates = {{0.5, 0.9}};
  const std::string drawn = svg(figure);
  double last = 0;
  for (int i = 0; i < 8; ++i) {
    const std::size_t end = drawn.find(">setting " + std::to_string(i) + "</text>");
    const std::size_t y = drawn.rfind(" y=\"", end) + 4;
    const double height = std::stod(drawn.substr(y));
    CHECK(height >= last + 13);
    last = height;
  }
  CHECK(last < 400);
}

TEST_CASE("the same figure gives the same bytes") { CHECK(svg(curves(3, 4)) == svg(curves(3, 4))); }

TEST_CASE("labels that look like markup are shown as they are") {
  const std::string hostile = "</script><b>&\"";
  CurveFigure figure = curves(1, 3);
  figure.title = figure.x_label = figure.y_label = figure.series[0].label = hostile;
  const std::string drawn = svg(figure);
  check_sound(drawn);
  CHECK_THAT(drawn, ContainsSubstring("&lt;/script&gt;&lt;b&gt;&amp;&quot;"));
  CHECK_THAT(drawn, !ContainsSubstring("<b>"));
}

TEST_CASE("the mean stops where a replicate diverges, with a cross and a count") {
  CurveFigure figure = curves(1, 5);
  CHECK_THAT(svg(figure), !ContainsSubstring("diverged"));
  CHECK_THAT(svg(figure), ContainsSubstring("after epoch 5, mean of 3"));
  SECTION("because its value is not finite") { figure.series[0].replicates[1][2] = infinity; }
  SECTION("because it ends early and the series says that one diverged") {
    figure.series[0].replicates[1].resize(2);
    figure.series[0].diverged = 1;
  }
  const std::string drawn = svg(figure);
  check_sound(drawn);
  CHECK_THAT(drawn, ContainsSubstring("1 of 3 diverged"));
  CHECK_THAT(drawn, ContainsSubstring("after epoch 2, mean of 3"));
  CHECK_THAT(drawn, !ContainsSubstring("after epoch 3"));
  CHECK(occurrences(drawn, "stroke-width=\"2.2\"") == 1);
}

TEST_CASE("a replicate that stopped early without diverging leaves the mean of the others going") {
  CurveFigure figure = curves(1, 5);
  figure.series[0].replicates[1].resize(2);
  const std::string drawn = svg(figure);
  CHECK_THAT(drawn, ContainsSubstring("after epoch 2, mean of 3"));
  CHECK_THAT(drawn, ContainsSubstring("after epoch 5, mean of 2"));
  CHECK_THAT(drawn, !ContainsSubstring("diverged"));
}

TEST_CASE("one epoch gives dots instead of lines") {
  const std::string drawn = svg(curves(3, 1));
  check_sound(drawn);
  CHECK_THAT(drawn, !ContainsSubstring("stroke-linejoin"));
  CHECK_THAT(drawn, ContainsSubstring("<circle"));
  CHECK_THAT(svg(curves(3, 2)), ContainsSubstring("stroke-linejoin"));
}

TEST_CASE("a figure without data says so") {
  CurveFigure empty = {.title = "Nothing"};
  check_sound(svg(empty));
  CHECK_THAT(svg(empty), ContainsSubstring(">no data</text>"));
  empty.series.push_back({.label = "sgd", .replicates = {{not_a_number}, {}}});
  CHECK_THAT(svg(empty), ContainsSubstring("no data: all runs diverged in their first epoch"));
  check_sound(svg(empty));
}

TEST_CASE("values that are all equal, all zero, or as large as can be are drawn") {
  for (const double value : {0.5, 0.0, 1.0, -3.0, 1e308, -1e308, 5e-324, 12345678.0}) {
    CAPTURE(value);
    for (const bool share : {false, true}) {
      CurveFigure figure = {
          .title = "Flat", .series = {{"a", {{value, value}, {value, value}}}}, .share = share};
      check_sound(svg(figure));
      figure.series[0].replicates[1][1] = -value;
      check_sound(svg(figure));
    }
  }
}

TEST_CASE("a loss that explodes before it diverges does not flatten the others, and the figure says so") {
  CurveFigure figure = curves(4, 10);
  figure.share = false;
  CHECK_THAT(svg(figure), !ContainsSubstring("beyond the axis"));
  figure.series[3].replicates[0] = {0.9, 40, 9e30, infinity};
  const std::string drawn = svg(figure);
  check_sound(drawn);
  CHECK_THAT(drawn, ContainsSubstring("beyond the axis: 2 values"));
  CHECK_THAT(drawn, ContainsSubstring(">0.94</text>"));
}
