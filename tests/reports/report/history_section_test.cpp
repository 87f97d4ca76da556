#include <cmath>
#include <list>

#include "report_checks.hpp"
#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/tracking/freeze.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::reports::Report;

namespace {

constexpr const char* two_optimizers =
    R"({"name": "s", "axes": {"optimizer": ["sgd", "adam"], "seed": {"count": 5}}})";

/// Stores of a sweep at commits 0 to 7, a day each; from the sixth on adam ends 20 points lower.
struct ReportedCommits {
  ReportedCommits() {
    for (int i = 0; i < 8; ++i) add(i, i >= 5 ? 0.2 : 0);
  }

  void add(int i, double drop) {
    StoredSweeps& store = stores.emplace_back();
    store.train(two_optimizers, [=](const Config& config, std::uint64_t seed, const auto&) {
      const bool adam = config.choice("optimizer").name == "adam";
      if (i == 3 && !adam && seed == 4) return diverged_run();
      return completed_run((adam ? 0.95 - drop : 0.7) + 0.001 * double((seed + std::uint64_t(i)) % 5));
    });
    SQLite::Database(store.file().string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE environments SET dirty = 0, \"commit\" = '" + std::to_string(i) +
              "c0ffee00'; UPDATE runs SET finished_at = '2026-01-0" + std::to_string(i + 1) + "T12:00:00Z'");
  }

  /// The report of the last store, with those named.
  Report report(std::size_t others, std::vector<tryall::tracking::Annotation> accepted = {}) {
    tryall::reports::ReportOptions options;
    options.accepted = std::move(accepted);
    for (const StoredSweeps& store : stores)
      if (options.history.size() < others) options.history.push_back(store.file());
    return valid_report(stores.back().open(), "", options);
  }

  std::list<StoredSweeps> stores;
};

}  // namespace

TEST_CASE("history: of one commit it is said what is missing") {
  ReportedCommits commits;
  CHECK(
      why_missing(commits.report(0), "history") ==
      "All these runs were made at one commit, 7c0ffee0. To see the metric over time, run the sweep at other "
      "commits, one store each, then: tryall report --history commits/*.db");
}

TEST_CASE("history: the best of each arm over commits, with its changes in words and numbers") {
  ReportedCommits commits;
  const Report report = commits.report(8);
  check_sound(report);
  const Json history = section(report, "history");
  CHECK(history["finding"] ==
        "1 change of validation accuracy over 8 commits; for the worse: adam by -20 points at commit "
        "5c0ffee0. The best (adam) went from 95.20 % at the first to 75.20 % at the last.");
  REQUIRE(history["commits"].size() == 8);
  CHECK(history["commits"][1] == Json({{"id", "1c0ffee00"}, {"label", "1c0ffee0"}, {"date", "2026-01-02"}}));
  REQUIRE(history["series"].size() == 2);
  const Json& adam = history["series"][0];
  CHECK(adam["label"] == "adam");
  CHECK(adam["commit"] == Json({0, 1, 2, 3, 4, 5, 6, 7}));
  check_columns(adam, {"commit", "center", "low", "high", "n", "failed"});
  REQUIRE(adam["change_points"].size() == 1);
  CHECK(adam["change_points"][0]["commit"] == 5);
  CHECK(adam["change_points"][0]["text"] == "-20 points");
  CHECK(adam["change_points"][0]["worse"] == true);
  CHECK_FALSE(history["series"][1].contains("change_points"));
}

TEST_CASE("history: a change that is accepted says so and why, and is no alarm") {
  ReportedCommits commits;
  const Report report = commits.report(8, {{"5c0f", "validation_accuracy", "a | smaller \"net\""}});
  check_sound(report);
  const Json history = section(report, "history");
  CHECK(history["series"][0]["change_points"][0]["accepted"] == "a | smaller \"net\"");
  CHECK_THAT(
      history["finding"].get<std::string>(),
      StartsWith(
          "1 change of validation accuracy over 8 commits; for the worse: adam by -20 points at commit "
          "5c0ffee0, accepted (a | smaller \"net\"). The best ("));
  CHECK_THAT(to_markdown(report), ContainsSubstring("**-20 points, worse, accepted** |"));
  for (const tryall::tracking::Annotation& other :
       {tryall::tracking::Annotation{"5c0f", "test_loss", ""}, {"6c0f", "", ""}})
    CHECK_FALSE(
        section(commits.report(8, {other}), "history")["series"][0]["change_points"][0].contains("accepted"));
}

TEST_CASE("history: a run that two stores hold is counted once, one that failed has no value") {
  ReportedCommits commits;
  const Json history = section(commits.report(8), "history");  // the last store is among the others, too
  CHECK(history["series"][0]["n"] == Json({5, 5, 5, 5, 5, 5, 5, 5}));
  CHECK(history["series"][1]["n"] == Json({5, 5, 5, 4, 5, 5, 5, 5}));
  CHECK(history["series"][1]["failed"] == Json({0, 0, 0, 1, 0, 0, 0, 0}));
}

TEST_CASE("history: the noise band is the level between changes and 2 sd of a mean over seeds") {
  ReportedCommits commits;
  const Json adam = section(commits.report(8), "history")["series"][0];
  const double half = 2 * 0.001 * std::sqrt(2.5) / std::sqrt(5.0);  // values 0 to 4 thousandths
  CHECK(adam["noise"]["low"][0].get<double>() == Approx(0.952 - half).epsilon(1e-5));
  CHECK(adam["noise"]["high"][4].get<double>() == Approx(0.952 + half).epsilon(1e-5));
  CHECK(adam["noise"]["low"][5].get<double>() == Approx(0.752 - half).epsilon(1e-5));
}

TEST_CASE("history: the baseline is the store's newest, of the same config and data") {
  ReportedCommits commits;
  {
    tryall::tracking::LeftOut left_out;
    auto baseline = tryall::tracking::freeze(commits.stores.front().open(), {}, "main", left_out);
    baseline.created_at = "2026-01-01T13:00:00Z";
    const auto& file = commits.stores.back().file();
    tryall::sweeps::save_baseline(file, {"main", baseline.created_at, to_text(baseline)});
    tryall::sweeps::save_baseline(file, {"older", "2025-01-01T13:00:00Z", "{}"});
  }
  const Report report = commits.report(3);
  const Json adam = section(report, "history")["series"][0];
  CHECK(adam["baseline"] == Json({{"label", "baseline main"}, {"value", 0.952}}));
  CHECK_THAT(to_markdown(report), ContainsSubstring("| baseline | | 95.20 % | 70.20 % |"));
}

TEST_CASE("history: Markdown shows commits, values and changes") {
  ReportedCommits commits;
  const std::string text = to_markdown(commits.report(8));
  CHECK_THAT(text, ContainsSubstring("| commit | date | adam | sgd |\n| --- | --- | ---: | ---: |\n"));
  CHECK_THAT(text, ContainsSubstring(
                       "| 5c0ffee0 | 2026-01-06 | 75.20 % [75.00 %, 75.40 %] **-20 points, worse** |"));
}

TEST_CASE(
    "history: two commits are compared as a check does, and one that did not store a group has no point") {
  ReportedCommits commits;
  SQLite::Database(commits.stores.front().file().string(), SQLite::OPEN_READWRITE)
      .exec(
          "DELETE FROM results WHERE group_id = (SELECT id FROM groups WHERE config LIKE '%\"sgd\"%'); "
          "DELETE FROM "
          "runs WHERE id NOT IN (SELECT run_id FROM results)");
  const Json history = section(commits.report(1), "history");
  CHECK_THAT(
      history["finding"].get<std::string>(),
      StartsWith("1 change of validation accuracy over 2 commits; for the worse: adam by -20 points at "
                 "commit 7c0ffee0."));
  CHECK(history["series"][0]["commit"] == Json({0, 1}));
  CHECK(history["series"][1]["commit"] == Json({1}));
}
