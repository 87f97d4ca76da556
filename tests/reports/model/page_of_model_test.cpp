#include <regex>

#include "../figures/markup.hpp"
#include "answered.hpp"
#include "catch.hpp"
#include "tryall/reports/model/page.hpp"

namespace data = tryall::data;
using namespace tryall::reports;
using namespace tryall::testing;

namespace {

/// The part between two of its words.
std::string part_of(const std::string& page, const std::string& from, const std::string& to) {
  const std::size_t begin = page.find(from);
  REQUIRE(begin != std::string::npos);
  return page.substr(begin, page.find(to, begin) - begin);
}

std::string section_of(const std::string& page, const std::string& id) {
  return part_of(page, "<section id=\"" + id + "\">", "</section>");
}

ModelPage page_of_ten() {
  const TenRows ten;
  const auto rows = all_rows(ten.dataset);
  return {.title = "ten <rows>",
          .what = "by hand",
          .rows = "rows never used before",
          .evaluation = evaluate(ten.dataset, rows, ten.answers, baseline_of(ten.dataset, rows))};
}

ModelPage page_of_four() {
  const data::Dataset dataset = valued({1, 2, 3, 4});
  return {.title = "four",
          .evaluation =
              evaluate(dataset, all_rows(dataset), {.columns = 1, .outputs = {1, 2, 3, 6}}, {.means = {2}})};
}

PermutationImportance importance_of(std::size_t columns) {
  PermutationImportance importance{.error = 0.1, .rows = 50, .rows_given = 80, .repeats = 5};
  for (std::size_t i = 0; i < columns; ++i)
    importance.columns.push_back({.name = "column " + std::to_string(i),
                                  .rise = {0.301, 0.28, 0.32},
                                  .rise_over_rows = {0.301, 0.25, 0.351},
                                  .p = i == 0 ? 0.001 : 0.4});
  return importance;
}

}  // namespace

TEST_CASE("a model's page: the answer comes first, with its interval and beside the baseline") {
  const ModelPage page = page_of_ten();
  CHECK(answer(page) ==
        "Accuracy 80.0 % (95 % interval 49.0 to 94.3 %) on 10 rows never used before; always predicting "
        "\xE2\x80\x9Cno\xE2\x80\x9D gives 60.0 %. The model is better by 20.0 points (95 % interval -22.2 to "
        "55.5), which "
        "may be chance.");
  const std::string html = to_html(page);
  CHECK(html == to_html(page));
  CHECK_THAT(html, ContainsSubstring("<h1>ten &lt;rows&gt;</h1>\n<p class=\"size\">by hand</p>\n"
                                     "<p class=\"finding\">Accuracy 80.0\xC2\xA0% (95"));
  CHECK(answer({}).empty());
}

TEST_CASE("a model's page: a clear difference has a direction") {
  ModelPage page = page_of_ten();
  page.evaluation->classification->over_baseline = {-0.2, -0.3, -0.1};
  CHECK_THAT(answer(page),
             ContainsSubstring(" The model is worse by 20.0 points (95 % interval 10.0 to 30.0)."));
  page.evaluation->classification->over_baseline = {0.2, 0.1, 0.3};
  CHECK_THAT(answer(page),
             ContainsSubstring(" The model is better by 20.0 points (95 % interval 10.0 to 30.0)."));
}

TEST_CASE("a model's page: mistakes, classes and calibration of ten rows") {
  const std::string html = to_html(page_of_ten());
  const std::string confusion = section_of(html, "confusion");
  CHECK_THAT(confusion, ContainsSubstring("2 rows are wrong."));
  CHECK_THAT(confusion, ContainsSubstring("title=\"no taken for no: 83.3 %\">5 <small>83.3 %</small></td>"));
  CHECK_THAT(confusion, ContainsSubstring("title=\"yes taken for no: 25.0 %\">1 "));
  CHECK(occurrences(confusion, "var(--arm-0)") == 2);
  CHECK(occurrences(confusion, "var(--arm-1)") == 2);
  CHECK_THAT(
      section_of(html, "classes"),
      ContainsSubstring("<tr><td>yes</td><td class=\"number\">4</td><td class=\"number\">75.0 %</td>"));
  const std::string calibration = section_of(html, "calibration");
  CHECK_THAT(calibration,
             ContainsSubstring("model is 84.0\xC2\xA0% confident and right 80.0\xC2\xA0% of the time"));
  CHECK_THAT(calibration, ContainsSubstring("error 4.0\xC2\xA0% (about 8.7\xC2\xA0% by chance"));
  CHECK_THAT(calibration, ContainsSubstring("Log loss 0.2675, Brier score 0.16 (0 to 2)"));
  CHECK_THAT(calibration, ContainsSubstring(
                              "<title>probability 84.0 %: 80.0 % right (49.0 to 94.3 %) of 10 rows</title>"));
}

TEST_CASE("a model's page: the numbers of a regression, its residuals and the worst rows") {
  const std::string html = to_html(page_of_four());
  CHECK_THAT(html,
             ContainsSubstring("RMSE 1 (95\xC2\xA0% interval 0 to 3.716) on 4 rows that it was not trained "
                               "on; always predicting the mean, 2, gives 1.225."));
  const std::string predictions = section_of(html, "predictions");
  CHECK_THAT(predictions,
             ContainsSubstring("off by 0.5 on average; R\xC2\xB2") && ContainsSubstring("is 0.200."));
  CHECK(occurrences(predictions, "<circle") == 4);
  CHECK_THAT(predictions, ContainsSubstring(": 3 values</title>") && ContainsSubstring(": 1 value</title>"));
  CHECK_THAT(
      section_of(html, "residuals"),
      ContainsSubstring("<td class=\"number\">3</td><td class=\"number\">4</td><td class=\"number\">6</td>"
                        "<td class=\"number\">-2</td>"));
}

TEST_CASE("a model's page: paragraphs of others come first, with their tables and figures") {
  ModelPage page = page_of_ten();
  page.paragraphs = {{.title = "What was tried",
                      .text = "30 configs & more",
                      .table = {{"config", "accuracy"}, {{std::string("a<b"), 0.5}, {std::string("c"), {}}}},
                      .figure = "<svg></svg>"},
                     {.text = "No heading"}};
  const std::string html = to_html(page);
  CHECK(html.find("id=\"part-1\"") < html.find("id=\"part-2\""));
  CHECK(html.find("id=\"part-2\"") < html.find("id=\"confusion\""));
  CHECK_THAT(section_of(html, "part-1"),
             ContainsSubstring("<h2><a href=\"#part-1\">What was tried</a></h2>") &&
                 ContainsSubstring("30 configs &amp; more") &&
                 ContainsSubstring("<td>a&lt;b</td><td class=\"number\">0.5</td>") &&
                 ContainsSubstring("<svg></svg>"));
  CHECK_THAT(section_of(html, "part-2"), !ContainsSubstring("<h2>"));
  CHECK_THAT(html, !ContainsSubstring("href=\"#part-2\""));
}

TEST_CASE("a model's page: what more data would bring") {
  ModelPage page;
  page.amount = AmountCurve{.value_label = "validation accuracy",
                            .share = true,
                            .points = {{100, {0.8, 0.78, 0.82}}, {1000, {0.9, 0.89, 0.91}}},
                            .intervals = "95 % t intervals over 5 seeds"};
  const std::string rising = section_of(to_html(page), "amount");
  CHECK_THAT(rising,
             ContainsSubstring("From 100 to 1,000 rows the validation accuracy goes from 80.0\xC2\xA0% to "
                               "90.0\xC2\xA0%. It was still getting better"));
  CHECK_THAT(rising, ContainsSubstring("<title>1,000 rows: 90.0 % (89.0 to 91.0 %)</title>"));
  page.amount->points[1].value = {0.81, 0.79, 0.83};
  CHECK_THAT(section_of(to_html(page), "amount"), ContainsSubstring("The intervals of the two overlap"));
  page.amount->higher_is_better = false;
  page.amount->points[1].value = {0.7, 0.69, 0.71};
  CHECK_THAT(section_of(to_html(page), "amount"), ContainsSubstring("It was still getting better"));
}

TEST_CASE("a model's page: the most important columns, and how many are not shown") {
  ModelPage page;
  page.importance = importance_of(23);
  page.importance->columns_left_out = 2;
  page.importance_rows = "validation rows";
  const std::string columns = section_of(to_html(page), "columns");
  CHECK_THAT(
      columns,
      ContainsSubstring("column 0\xE2\x80\x9D counts most: shuffling it lowers the accuracy by 30.1 points "
                        "(25.0 to 35.1). With all columns tested together, 1 of 23 columns matters more than "
                        "chance would explain."));
  CHECK_THAT(columns, ContainsSubstring("among 50 validation rows: the mean over 5 shuffles") &&
                          ContainsSubstring("drawn from 80.") &&
                          ContainsSubstring("first 20 of 23 columns") &&
                          ContainsSubstring("Not examined: 2 columns more."));
  CHECK(occurrences(columns, "<circle") == 20);
}

TEST_CASE("a model's page loads nothing, is whole, and shows no number that is none") {
  ModelPage page = page_of_four();
  page.importance = importance_of(3);
  page.settings = {{"optimizer", "adam"}};
  page.evaluation->regression->values[1].prediction = NAN;
  for (const ModelPage& one : {page, page_of_ten(), ModelPage{.title = "nothing"}}) {
    const std::string html = to_html(one);
    CHECK_THAT(html, StartsWith("<!DOCTYPE html>") && ContainsSubstring("default-src 'none'; style-src"));
    CHECK_THAT(html,
               !ContainsSubstring("<script") && !ContainsSubstring("src=") && !ContainsSubstring("url("));
    const std::string body = html.substr(html.find("<body>"));
    CHECK(unbalanced_tags(body.substr(0, body.find("</html>"))) == "");
    CHECK_FALSE(std::regex_search(body, std::regex("\\b(nan|inf)\\b")));
  }
}

TEST_CASE("a model's page: more classes than a matrix shows are a list of mistakes") {
  std::vector<std::string> names;
  std::vector<std::int32_t> labels;
  tryall::train::ModelAnswers answers{.columns = 30, .outputs = std::vector<double>(std::size_t{30} * 30)};
  for (std::int32_t label = 0; label < 30; ++label) {
    names.push_back("class " + std::to_string(label));
    labels.push_back(label);
    answers.outputs[static_cast<std::size_t>(label) * 30 + static_cast<std::size_t>(label == 7 ? 8 : label)] =
        1;
  }
  const data::Dataset dataset = labelled(labels, names);
  const ModelPage page{.evaluation = evaluate(dataset, all_rows(dataset), answers, {})};
  const std::string confusion = section_of(to_html(page), "confusion");
  CHECK_THAT(confusion, !ContainsSubstring("matrix\""));
  CHECK_THAT(confusion, ContainsSubstring("<tr><td>class 7</td><td>class 8</td><td class=\"number\">1</td>"));
}
