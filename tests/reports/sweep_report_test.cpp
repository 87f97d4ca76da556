#include "tryall/reports/sweep_report.hpp"

#include <cctype>

#include "catch.hpp"
#include "markup.hpp"
#include "stored_sweep.hpp"

using tryall::Config;
using tryall::reports::file_name;
using tryall::reports::find_sweep;
using tryall::reports::html;
using tryall::reports::Page;
using tryall::reports::PageSection;
using tryall::reports::sweep_report;
using tryall::testing::completed_run;
using tryall::testing::diverged_run;
using tryall::testing::FakeTrainer;
using tryall::testing::four_groups;
using tryall::testing::occurrences;
using tryall::testing::run_of_four;
using tryall::testing::StoredSweeps;
using tryall::testing::unbalanced_tags;

namespace {

Page report_of(const std::string& sweep, const FakeTrainer::Run& run = {}) {
  StoredSweeps stored;
  stored.train(sweep, run);
  SQLite::Database& database = stored.open();
  return sweep_report(database, find_sweep(database, ""));
}

std::vector<std::string> titles(const Page& page) {
  std::vector<std::string> result;
  for (const PageSection& section : page.sections) result.push_back(section.title);
  return result;
}

std::string fact(const Page& page, const std::string& label) {
  for (const auto& [known, value] : page.facts)
    if (known == label) return value;
  return "no such fact";
}

/// The words of a page that are written for a number that is none.
std::vector<std::string> non_finite_words(const std::string& document) {
  std::vector<std::string> found;
  std::string word;
  for (const char c : document + " ") {
    if (std::isalpha(static_cast<unsigned char>(c))) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (word == "nan" || word == "inf" || word == "infinity") found.push_back(word);
    word.clear();
  }
  return found;
}

/// What holds for every report.
void check_sound(const Page& page) {
  const std::string document = html(page);
  CHECK(unbalanced_tags(document) == "");
  CHECK(non_finite_words(document).empty());
  REQUIRE(!page.sections.empty());
  CHECK(page.sections.front().title == "Leaderboard");
  for (const PageSection& section : page.sections) CHECK(!section.finding.empty());
}

tryall::train::RunResult all_diverge(const Config&, std::uint64_t, const tryall::train::Hooks&) {
  return diverged_run();
}

}  // namespace

TEST_CASE("the check for numbers that are none finds them, and not words that contain them") {
  CHECK(non_finite_words("<td>-nan</td> inf%").size() == 2);
  CHECK(non_finite_words("information, finance").empty());
}

TEST_CASE("a report has a leaderboard, an interaction, curves, and what diverged") {
  const Page page = report_of(four_groups, run_of_four);
  check_sound(page);
  CHECK(page.title == "four");
  CHECK(titles(page) == std::vector<std::string>{"Leaderboard", "learning_rate x optimizer", "Learning curves",
                                                 "Divergence and failures"});
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
  CHECK(board.table_header == std::vector<std::string>{"rank", "optimizer", "learning_rate", "validation_accuracy",
                                                       "test_accuracy", "n", "diverged"});
  REQUIRE(board.table_rows.size() == 4);
  CHECK(board.table_rows[0] ==
        std::vector<std::string>{"1", "adam", "0.1", "40.00 +- 7.07 %", "40.00 +- 7.07 %", "2", ""});
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
      report_of(R"({"axes": {"optimizer": ["sgd", "adam"], "learning_rate": [0.1, 0.2], "epochs": [1, 2, 3]}})",
                [](const Config& config, std::uint64_t, const auto&) {
                  return completed_run(static_cast<double>(config.epochs) / 4);
                })
          .sections[1];
  CHECK_THAT(section.note, ContainsSubstring("its best group of up to 3 (best over all other axes)"));
  CHECK_THAT(section.figure_svg, ContainsSubstring("75"));
  CHECK_THAT(section.figure_svg, !ContainsSubstring(">50"));
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
}

TEST_CASE("a report lists each run that did not complete") {
  const PageSection section = report_of(four_groups, run_of_four).sections[3];
  CHECK(section.finding == "1 run of 1 group did not complete.");
  CHECK(section.table_rows == std::vector<std::vector<std::string>>{
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
  for (const char* absent : {"<b>", "</script", "<img", "\x1B"}) CHECK_THAT(document, !ContainsSubstring(absent));
}

TEST_CASE("a folder's name in a config cannot become markup") {
  const Page page = report_of(
      R"({"axes": {"dataset": ["digits", {"name": "idx", "folder": "</script><b>&\""}], "epochs": [1, 2]}})");
  check_sound(page);
  const std::string document = html(page);
  for (const char* absent : {"<b>", "</script"}) CHECK_THAT(document, !ContainsSubstring(absent));
  CHECK_THAT(document, ContainsSubstring("&lt;/script&gt;&lt;b&gt;&amp;&quot;"));
}

TEST_CASE("a sweep of which nothing is stored has a report that says so") {
  StoredSweeps stored;
  {
    tryall::sweeps::SqliteStore store(stored.file());
    store.begin_sweep({"empty", "{}", "validation_accuracy", true, "2026-01-01T00:00:00Z"}, {"a", "b"});
  }
  SQLite::Database& database = stored.open();
  const Page page = sweep_report(database, find_sweep(database, "empty"));
  check_sound(page);
  CHECK(titles(page) == std::vector<std::string>{"Leaderboard"});
  CHECK(page.sections[0].finding == "No run of this sweep is stored yet.");
  CHECK(fact(page, "Runs") == "0 of 2: 0 completed, 0 diverged, 0 failed");
  CHECK(fact(page, "Made by") == "no such fact");
}

TEST_CASE("a sweep of one run has a report that claims no spread") {
  const Page page = report_of(R"({"name": "one"})", [](const auto&, std::uint64_t, const auto&) {
    return completed_run(0.5, 1);
  });
  check_sound(page);
  CHECK(page.sections[0].finding ==
        "The only group is mlp: validation_accuracy 50.00 % on a single seed, so nothing is known of its "
        "spread, test_accuracy 50.00 % (n = 1).");
  CHECK(titles(page) == std::vector<std::string>{"Leaderboard", "model x dataset", "Learning curves"});
  CHECK(occurrences(html(page), "+-") == 0);
}

TEST_CASE("a sweep of which everything diverged has a report that claims no best") {
  const Page page = report_of(four_groups, all_diverge);
  check_sound(page);
  CHECK(page.sections[0].finding == "None of the 4 groups has a value of validation_accuracy.");
  CHECK_THAT(page.sections[1].finding, !ContainsSubstring("best"));
  REQUIRE(page.sections.size() == 4);
  CHECK(page.sections[3].finding == "8 runs of 4 groups did not complete.");
  CHECK(page.sections[3].table_rows.size() == 8);
}

TEST_CASE("sweeps of one axis, of one value or of unmeasured metrics have sound reports") {
  check_sound(report_of(R"({"axes": {"learning_rate": [0.1, 0.2, 0.3]}})"));
  check_sound(report_of(R"({"axes": {"learning_rate": [0.1], "seed": {"count": 3}}})"));
  check_sound(report_of(R"({"axes": {"model": [{"name": "mlp", "hidden": [8]}, "softmax"]}})"));
  check_sound(report_of(R"({"axes": {"batch_size": ["full", 8]}, "objective": {"metric": "test_loss"}})",
                        [](const auto&, std::uint64_t, const auto&) {
                          auto result = completed_run(0.5);
                          result.final_values[tryall::train::test_loss] = tryall::train::RunResult::missing();
                          return result;
                        }));
}

TEST_CASE("a long leaderboard shows its first twenty groups and says so") {
  const Page page = report_of(R"({"axes": {"epochs": {"range": [1, 30, 1]}}})");
  check_sound(page);
  CHECK(page.sections[0].table_rows.size() == 20);
  CHECK_THAT(page.sections[0].note, ContainsSubstring("The first 20 of 30 groups; tryall query lists all."));
}

TEST_CASE("a file name keeps what is safe in one") {
  CHECK(file_name("mnist-optimizers_v1.2", ".html") == "mnist-optimizers_v1.2.html");
  CHECK(file_name("a b/c\\d:e", ".html") == "a-b-c-d-e.html");
  CHECK(file_name("../../etc/passwd", ".html") == "sweep..-..-etc-passwd.html");
  CHECK(file_name("-rf", ".csv") == "sweep-rf.csv");
  CHECK(file_name("", ".html") == "sweep.html");
  CHECK(file_name("\xC3\xA4", "") == "sweep--");
}
