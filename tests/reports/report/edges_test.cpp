#include "report_checks.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::reports::Report;
using tryall::train::RunResult;

namespace {

RunResult all_diverge(const Config&, std::uint64_t, const tryall::train::Hooks&) { return diverged_run(); }

RunResult all_the_same(const Config& config, std::uint64_t, const tryall::train::Hooks&) {
  return completed_run(0.5, epochs_of(config));
}

}  // namespace

TEST_CASE("the check for numbers that are none finds them, and not words that contain them") {
  CHECK(non_finite_words("-nan inf%").size() == 2);
  CHECK(non_finite_words("information, finance").empty());
}

TEST_CASE("a sweep of which nothing is stored has a report that says so") {
  StoredSweeps stored;
  {
    tryall::sweeps::SqliteStore store(stored.file());
    store.begin_sweep({"empty", "{}", "validation_accuracy", true, "2026-01-01T00:00:00Z"}, {"a", "b"});
  }
  const Report report = valid_report(stored.open(), "empty");
  check_sound(report);
  CHECK(document_of(report)["sections"].size() == 1);
  CHECK(finding(report, "overview") == "No run of this sweep is stored yet.");
  CHECK(warnings(report) == "2 runs are planned; tryall run trains them.\n");
  CHECK(fact(report, "Runs") == "0 of 2");
}

TEST_CASE("a report of one run claims neither a spread nor a difference") {
  const Report report = report_of(
      R"({"name": "one"})", [](const auto&, std::uint64_t, const auto&) { return completed_run(0.5, 1); });
  check_sound(report);
  CHECK(finding(report, "overview") ==
        "The only group: mlp: validation accuracy 50.00 % on one seed. One seed: the spread is unknown.");
  CHECK_FALSE(section(report, "leaderboard").contains("interval"));
  CHECK(section(report, "leaderboard")["low"][0].is_null());
  CHECK(why_missing(report, "axis_effects") == "No axis has more than one value.");
  CHECK(why_missing(report, "interactions") == "Fewer than two axes have more than one value.");
  CHECK_FALSE(document_of(report)["sections"].contains("significance"));
}

TEST_CASE("a report of one seed a group says that no spread is known") {
  const Report report =
      report_of(R"({"axes": {"learning_rate": [0.01, 0.1, 1], "optimizer": ["sgd", "adam"]}})");
  check_sound(report);
  CHECK_THAT(finding(report, "overview"),
             ContainsSubstring("on one seed. One seed each: the spread is unknown"));
  CHECK_THAT(warnings(report), ContainsSubstring("One seed each"));
  CHECK(why_missing(report, "significance") ==
        "One seed per group: the spread is unknown, so groups cannot be distinguished.");
}

TEST_CASE("a report of which everything diverged claims no best") {
  const Report report = report_of(four_groups, all_diverge);
  check_sound(report);
  CHECK(finding(report, "overview") == "None of 4 groups has a value of validation accuracy.");
  CHECK_THAT(warnings(report), ContainsSubstring("Every run diverged or failed"));
  CHECK(finding(report, "interactions") == "No combination has a value of validation accuracy.");
  CHECK(finding(report, "failures") == "8 of 8 runs did not complete, or have no validation accuracy.");
  CHECK(section(report, "failures")["run"].size() == 8);
  for (const char* name : {"robustness", "importance", "significance", "pareto"})
    CHECK(!why_missing(report, name).empty());
  CHECK(section(report, "leaderboard")["rank"][0].is_null());
}

TEST_CASE("a report of one value of an axis, or of axes of one kind each, is sound") {
  check_sound(report_of(R"({"axes": {"learning_rate": [0.1], "seed": {"count": 3}}})"));
  check_sound(report_of(R"({"axes": {"learning_rate": [0.1, 0.2, 0.3]}})"));
  check_sound(report_of(R"({"axes": {"model": [{"name": "mlp", "hidden": [8]}, "softmax"]}})"));
  check_sound(report_of(R"({"axes": {"batch_size": ["full", 8]}, "objective": {"metric": "test_loss"}})"));
  check_sound(report_of(R"({"axes": {"weight_decay": [0, 0.001, 0.01], "shuffle": [true, false]}})"));
}

TEST_CASE("a run without the objective's value counts as failed, though it completed") {
  const Report report = report_of(R"({"axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 3}}})",
                                  [](const Config& config, std::uint64_t, const auto&) {
                                    RunResult result = completed_run(0.5);
                                    if (config.number("learning_rate") < 0.15)
                                      result.final_values[tryall::train::validation_accuracy] =
                                          RunResult::missing();
                                    return result;
                                  });
  check_sound(report);
  CHECK(section(report, "leaderboard")["failed"] == Json({0, 3}));
  CHECK(section(report, "leaderboard")["rank"] == Json({1, nullptr}));
  CHECK_THAT(finding(report, "failures"), StartsWith("3 of 6 runs"));
}

TEST_CASE("a metric that no run has leaves a report without a value, not without a report") {
  const Report report = report_of(R"({"axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 3}}})",
                                  [](const Config&, std::uint64_t, const auto&) {
                                    RunResult result = completed_run(0.5);
                                    result.final_values[tryall::train::validation_accuracy] =
                                        RunResult::missing();
                                    return result;
                                  });
  check_sound(report);
  CHECK_FALSE(document_of(report)["runs"]["metrics"].contains("validation_accuracy"));
  CHECK(document_of(report)["metrics"][0].contains("name"));
  CHECK(finding(report, "overview") == "None of 2 groups has a value of validation accuracy.");
}

TEST_CASE("values that are all the same have no interval, and the report says so") {
  const Report report = report_of(
      R"({"axes": {"learning_rate": {"linear": [0.1, 1, 12]}, "optimizer": ["sgd", "adam"], "seed": {"count": 5}}})",
      all_the_same);
  check_sound(report);
  const Json board = section(report, "leaderboard");
  CHECK_FALSE(board.contains("interval"));
  CHECK(board["low"][0].is_null());
  CHECK_THAT(finding(report, "overview"),
             ContainsSubstring(
                 "50.00 % with each of 5 seeds. All seeds give the same value, so nothing can be tested."));
  CHECK_THAT(warnings(report), ContainsSubstring("24 groups have the same value for every seed"));
  CHECK(why_missing(report, "importance") ==
        "All groups have the same value: there is no variance to explain.");
  CHECK_THAT(finding(report, "significance"), ContainsSubstring("All seeds give the same value"));
}
