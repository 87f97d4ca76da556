#include "tryall/reports/page.hpp"

#include "catch.hpp"
#include "markup.hpp"
#include "tryall/reports/figure.hpp"

using namespace tryall::reports;
using tryall::testing::unbalanced_tags;

namespace {

Page page() {
  const HeatmapFigure map = {.title = "Map", .columns = {"1"}, .rows = {"a"}, .cells = {{0.5, 3, 0}}};
  return {.title = "Optimizers",
          .facts = {{"Runs", "540"}, {"Diverged", "3"}},
          .sections = {{.title = "Interaction",
                        .finding = "Adam is best.",
                        .figure_svg = svg(map),
                        .note = "n = 3",
                        .table_header = {"setting", "accuracy"},
                        .table_rows = {{"adam", "97.8"}, {"sgd"}},
                        .numeric = {false, true}},
                       {.title = "Leaderboard", .table_header = {"rank"}, .table_rows = {{"1"}}}}};
}

}  // namespace

TEST_CASE("a page is one balanced document that loads nothing and runs nothing") {
  const std::string document = html(page());
  CHECK(unbalanced_tags(document) == "");
  CHECK_THAT(document, StartsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
  CHECK_THAT(document, ContainsSubstring("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
  CHECK_THAT(document, ContainsSubstring("<meta charset=\"utf-8\">"));
  CHECK_THAT(document, ContainsSubstring("prefers-color-scheme: dark"));
  for (const char* absent : {"<script", "src=\"", "url(", "@import", "<link"}) {
    CHECK_THAT(document, !ContainsSubstring(absent));
  }
}

TEST_CASE("the same page gives the same bytes") { CHECK(html(page()) == html(page())); }

TEST_CASE("every text of a page is escaped") {
  const std::string hostile = "</script><b>&\"";
  const Page hostile_page = {.title = hostile,
                             .facts = {{hostile, hostile}},
                             .sections = {{.title = hostile,
                                           .finding = hostile,
                                           .note = hostile,
                                           .table_header = {hostile},
                                           .table_rows = {{hostile}}},
                                          {.title = hostile}}};
  const std::string document = html(hostile_page);
  CHECK(unbalanced_tags(document) == "");
  CHECK_THAT(document, !ContainsSubstring("<b>"));
  CHECK_THAT(document, !ContainsSubstring("</script"));
  CHECK_THAT(document, ContainsSubstring("<h1>&lt;/script&gt;&lt;b&gt;&amp;&quot;</h1>"));
}

TEST_CASE("the navigation leads to every section") {
  const std::string document = html(page());
  for (const std::string number : {"1", "2"}) {
    CHECK_THAT(document, ContainsSubstring("<a href=\"#section-" + number + "\">"));
    CHECK_THAT(document, ContainsSubstring("<section id=\"section-" + number + "\""));
  }
}

TEST_CASE("the table behind a figure is folded away, a table without a figure is open") {
  const std::string document = html(page());
  const std::size_t folded = document.find("<details>");
  REQUIRE(folded != std::string::npos);
  CHECK(document.find("<details>", folded + 1) == std::string::npos);
  CHECK(document.find("</details>") < document.find("<th scope=\"col\">rank</th>"));
  CHECK_THAT(document, ContainsSubstring("<summary>The numbers behind it (2 rows)</summary>"));
}

TEST_CASE("numbers are set flush right, and a short row is filled up") {
  const std::string document = html(page());
  CHECK_THAT(document, ContainsSubstring("<th scope=\"col\" class=\"number\">accuracy</th>"));
  CHECK_THAT(document, ContainsSubstring("<tr><td>adam</td><td class=\"number\">97.8</td></tr>"));
  CHECK_THAT(document, ContainsSubstring("<tr><td>sgd</td><td class=\"number\"></td></tr>"));
}

TEST_CASE("a page without facts and sections is still a page") {
  const std::string document = html({.title = "Empty"});
  CHECK(unbalanced_tags(document) == "");
  CHECK_THAT(document, ContainsSubstring("<h1>Empty</h1>"));
  CHECK_THAT(document, !ContainsSubstring("<nav"));
}
