#include "catch.hpp"
#include "report_checks.hpp"

using tryall::Config;
using tryall::reports::find_sweep;
using tryall::reports::html;
using tryall::reports::Page;
using tryall::reports::sweep_report;
using tryall::testing::check_sound;
using tryall::testing::completed_run;
using tryall::testing::diverged_run;
using tryall::testing::fact;
using tryall::testing::four_groups;
using tryall::testing::non_finite_words;
using tryall::testing::occurrences;
using tryall::testing::report_of;
using tryall::testing::StoredSweeps;
using tryall::testing::titles;

namespace {

tryall::train::RunResult all_diverge(const Config&, std::uint64_t, const tryall::train::Hooks&) {
  return diverged_run();
}

}  // namespace

TEST_CASE("the check for numbers that are none finds them, and not words that contain them") {
  CHECK(non_finite_words("<td>-nan</td> inf%").size() == 2);
  CHECK(non_finite_words("information, finance").empty());
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
  const Page page = report_of(R"({"name": "one"})",
                              [](const auto&, std::uint64_t, const auto&) { return completed_run(0.5, 1); });
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
