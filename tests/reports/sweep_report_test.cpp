#include "tryall/reports/sweep_report.hpp"

#include "catch.hpp"
#include "report_checks.hpp"

using tryall::Config;
using tryall::reports::file_name;
using tryall::reports::find_sweep;
using tryall::reports::html;
using tryall::reports::Page;
using tryall::reports::PageSection;
using tryall::reports::sweep_report;
using tryall::testing::check_sound;
using tryall::testing::completed_run;
using tryall::testing::diverged_run;
using tryall::testing::fact;
using tryall::testing::four_groups;
using tryall::testing::report_of;
using tryall::testing::run_of_four;
using tryall::testing::StoredSweeps;
using tryall::testing::titles;
using tryall::testing::unbalanced_tags;

TEST_CASE("a report has a leaderboard, an interaction, curves, and what diverged") {
  const Page page = report_of(four_groups, run_of_four);
  check_sound(page);
  CHECK(page.title == "four");
  CHECK(titles(page) == std::vector<std::string>{"Leaderboard", "learning_rate x optimizer",
                                                 "Learning curves", "Divergence and failures"});
}

TEST_CASE("a report's facts count groups, seeds and runs") {
  const Page page = report_of(four_groups, run_of_four);
  CHECK(fact(page, "Selected by") == "validation_accuracy, larger is better");
  CHECK(fact(page, "Groups") == "4 of up to 2 seeds");
  CHECK(fact(page, "Runs") == "8 of 8: 7 completed, 1 diverged, 0 failed");
  CHECK(fact(page, "Training time") == "0:00 in all, summed over workers");
  CHECK_THAT(fact(page, "Made by"), StartsWith("tryall "));
}

TEST_CASE("a report's leaderboard has the groups in their order, with a sentence on the first") {
  const PageSection board = report_of(four_groups, run_of_four).sections[0];
  CHECK(board.finding ==
        "The highest ranked of 4 groups is adam learning_rate=0.1: validation_accuracy 40.00 +- 7.07 %, "
        "test_accuracy 40.00 +- 7.07 % (n = 2).");
  CHECK(board.table_header == std::vector<std::string>{"rank", "optimizer", "learning_rate",
                                                       "validation_accuracy", "test_accuracy", "n",
                                                       "diverged"});
  REQUIRE(board.table_rows.size() == 4);
  CHECK(board.table_rows[0] == std::vector<std::string>{"1", "adam", "0.1", "40.00 %", "40.00 %", "2", ""});
  CHECK(board.table_rows[3] == std::vector<std::string>{"4", "adam", "0.2", "45.00 %", "45.00 %", "2", "1"});
  CHECK(board.numeric == std::vector<bool>{true, false, true, true, true, true, true});
}

TEST_CASE("a report's interaction names the best combination and draws a cell for each") {
  const PageSection section = report_of(four_groups, run_of_four).sections[1];
  CHECK(section.finding == "The best combination seen is learning_rate = 0.1 with optimizer = adam.");
  CHECK_THAT(section.figure_svg, ContainsSubstring("40"));
  CHECK_THAT(section.figure_svg, ContainsSubstring("learning_rate"));
  CHECK_THAT(section.note, !ContainsSubstring("best over all other axes"));
}

TEST_CASE("a cell of the interaction is the best over the other axes, and says of how many") {
  const PageSection section =
      report_of(
          R"({"axes": {"optimizer": ["sgd", "adam"], "learning_rate": [0.1, 0.2], "epochs": [1, 2, 3]}})",
          [](const Config& config, std::uint64_t, const auto&) {
            return completed_run(static_cast<double>(config.epochs) / 4);
          })
          .sections[1];
  CHECK_THAT(section.note, ContainsSubstring("its best group of up to 3 (best over all other axes)"));
  CHECK_THAT(section.figure_svg, ContainsSubstring("75"));
  CHECK_THAT(section.figure_svg, !ContainsSubstring(">50"));
}

TEST_CASE("values along an interaction's axes are in their order, whatever their rank") {
  const std::string figure =
      report_of(R"({"axes": {"learning_rate": [0.3, 0.02, 0.1], "batch_size": [128, 16]}})",
                [](const Config& config, std::uint64_t, const auto&) {
                  return completed_run(config.learning_rate);  // the largest first
                })
          .sections[1]
          .figure_svg;
  CHECK(figure.find(">0.02</text>") < figure.find(">0.1</text>"));
  CHECK(figure.find(">0.1</text>") < figure.find(">0.3</text>"));
  CHECK(figure.find(">16</text>") < figure.find(">128</text>"));
}

TEST_CASE("an interaction marks cells whose seeds diverged, and leaves cells without a value empty") {
  CHECK_THAT(report_of(four_groups, run_of_four).sections[1].figure_svg,
             ContainsSubstring("<title>adam, 0.2: 45.0 %, mean of 1, 1 diverged</title>"));
  const Page page = report_of(
      R"({"axes": {"learning_rate": [0.1, 0.2]}})", [](const Config& config, std::uint64_t, const auto&) {
        auto result = completed_run(0.5);
        if (config.learning_rate < 0.15)
          result.final_values[tryall::train::validation_accuracy] = tryall::train::RunResult::missing();
        return result;
      });
  check_sound(page);
  CHECK_THAT(page.sections[1].figure_svg, ContainsSubstring("50"));
  CHECK_THAT(page.sections[1].figure_svg, !ContainsSubstring(">0.0"));
}

TEST_CASE("an interaction is bright where its metric is good, also where small is good") {
  const auto figure = [](const std::string& direction) {
    return report_of(R"({"axes": {"learning_rate": [0.1, 0.9]}, "objective": {"metric": "test_loss",
                         "direction": ")" +
                         direction + "\"}}",
                     [](const Config& config, std::uint64_t, const auto&) {
                       return completed_run(config.learning_rate);
                     })
        .sections[1]
        .figure_svg;
  };
  const std::string bright = "fill=\"#fde725\"";
  const std::string small = figure("minimize"), large = figure("maximize");
  CHECK(small.find(bright) > small.find("<title>mlp, 0.1"));
  CHECK(small.find(bright) < small.find("<title>mlp, 0.9"));
  CHECK(large.find(bright) > large.find("<title>mlp, 0.9"));
}

TEST_CASE("curves end with a cross where a seed diverged") {
  CHECK_THAT(report_of(four_groups, run_of_four).sections[2].figure_svg,
             ContainsSubstring("1 of 2 diverged"));
}

TEST_CASE("a report's curves are labelled by the axes that vary") {
  const PageSection section = report_of(four_groups, run_of_four).sections[2];
  CHECK(section.finding == "validation_accuracy of the 4 highest ranked groups, epoch by epoch.");
  CHECK_THAT(section.figure_svg, ContainsSubstring("sgd learning_rate=0.2"));
  CHECK_THAT(section.note, ContainsSubstring("the mean over up to 2 seeds"));
}

TEST_CASE("a metric without curves is shown by its counterpart on the validation split") {
  const Page page = report_of(R"({"objective": {"metric": "test_accuracy"}, "axes": {"epochs": [1, 2]}})");
  check_sound(page);
  CHECK_THAT(page.sections[2].finding, StartsWith("validation_accuracy of the 2"));
  const Page of_loss = report_of(R"({"objective": {"metric": "train_loss"}, "axes": {"epochs": [1, 2]}})");
  CHECK_THAT(of_loss.sections[2].finding, StartsWith("train_loss of the 2"));
}

TEST_CASE("a report lists each run that did not complete") {
  const PageSection section = report_of(four_groups, run_of_four).sections[3];
  CHECK(section.finding == "1 run of 1 group did not complete.");
  CHECK(section.table_rows ==
        std::vector<std::vector<std::string>>{
            {"adam learning_rate=0.2", "1", "diverged", "1", "13", "the loss was no longer finite"}});
}

TEST_CASE("the same store gives the same bytes") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  const auto document = [&] {
    SQLite::Database& database = stored.open();
    return html(sweep_report(database, find_sweep(database, "four")));
  };
  const std::string first = document();
  CHECK(document() == first);
  CHECK(first.size() > 5000);
}

TEST_CASE("a report is about its own sweep alone") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  stored.train(R"({"name": "other", "axes": {"init": ["he", "zeros", "xavier"]}})");
  SQLite::Database& database = stored.open();
  const Page page = sweep_report(database, find_sweep(database, "four"));
  CHECK(fact(page, "Groups") == "4 of up to 2 seeds");
  CHECK_THAT(html(page), !ContainsSubstring("xavier"));
  CHECK(fact(sweep_report(database, find_sweep(database, "other")), "Groups") == "3 of up to 1 seeds");
}

TEST_CASE("names and messages cannot become markup") {
  const Page page = report_of(R"({"name": "</script><b>&\"'", "axes": {"seed": [0, 1]}})",
                              [](const auto&, std::uint64_t, const auto&) {
                                auto result = diverged_run();
                                result.message = "<img src=x onerror=alert(1)> \x1B[0m";
                                return result;
                              });
  const std::string document = html(page);
  CHECK(unbalanced_tags(document) == "");
  CHECK_THAT(document, ContainsSubstring("<h1>&lt;/script&gt;&lt;b&gt;&amp;&quot;&#39;</h1>"));
  CHECK_THAT(document, ContainsSubstring("&lt;img src=x onerror=alert(1)&gt;"));
  for (const char* absent : {"<b>", "</script", "<img", "\x1B"})
    CHECK_THAT(document, !ContainsSubstring(absent));
}

TEST_CASE("a folder's name in a config cannot become markup") {
  const Page page = report_of(
      R"({"axes": {"dataset": ["digits", {"name": "idx", "folder": "</script><b>&\""}], "epochs": [1, 2]}})");
  check_sound(page);
  const std::string document = html(page);
  for (const char* absent : {"<b>", "</script"}) CHECK_THAT(document, !ContainsSubstring(absent));
  CHECK_THAT(document, ContainsSubstring("&lt;/script&gt;&lt;b&gt;&amp;&quot;"));
}

TEST_CASE("a long leaderboard shows its first twelve groups and says so") {
  const Page page = report_of(R"({"axes": {"epochs": {"range": [1, 30, 1]}}})");
  check_sound(page);
  CHECK(page.sections[0].table_rows.size() == 12);
  CHECK_THAT(page.sections[0].note, ContainsSubstring("The first 12 of 30 groups; tryall query lists all."));
}

TEST_CASE("a file name keeps what is safe in one") {
  CHECK(file_name("mnist-optimizers_v1.2", ".html") == "mnist-optimizers_v1.2.html");
  CHECK(file_name("a b/c\\d:e", ".html") == "a-b-c-d-e.html");
  CHECK(file_name("../../etc/passwd", ".html") == "sweep..-..-etc-passwd.html");
  CHECK(file_name("-rf", ".csv") == "sweep-rf.csv");
  CHECK(file_name("", ".html") == "sweep.html");
  CHECK(file_name("\xC3\xA4", "") == "sweep--");
}
