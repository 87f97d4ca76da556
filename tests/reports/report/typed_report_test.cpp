// A report as values, before anything is written.
#include "report_checks.hpp"

using namespace tryall::testing;
using tryall::reports::Report;

TEST_CASE("a report's sections are values that name groups, axes and metrics by index") {
  const Report report = report_of(four_groups, run_of_four);
  const tryall::reports::SweepData& data = *report.data;
  REQUIRE(report.leaderboard);
  const auto& rows = report.leaderboard->rows;
  REQUIRE(rows.size() == 4);
  CHECK(data.groups[rows[0].group].config.choice("optimizer").name == "adam");
  CHECK(rows[0].value.center == Approx(0.4));
  CHECK(rows[0].value.n == 2);
  CHECK_FALSE(rows[0].value.has_interval());
  CHECK(rows[3].failed == 1);
  REQUIRE(report.leaderboard->test_metric);
  CHECK(data.metrics()[*report.leaderboard->test_metric].name == "test_accuracy");
  const auto& pair = report.interactions->pairs.at(0);
  CHECK(data.axes[pair.x].name == "learning_rate");
  CHECK(data.axes[pair.y].level_text(pair.cells.at(0).y_level) == "adam");
  const auto& failed = report.failures->runs.at(0);
  CHECK(data.run_of(rows[3].group, failed.run).seed == 1);
  CHECK(report.overview.finding != report.leaderboard->finding);
  REQUIRE(report.overview.best);
  CHECK(report.overview.best->group == rows[0].group);
}

TEST_CASE("a report's numbers are those of the store, and only what is written of them is rounded") {
  const Report report = report_of(
      R"({"name": "third"})", [](const auto&, std::uint64_t, const auto&) { return completed_run(1.0 / 3); });
  CHECK(report.leaderboard->rows.at(0).value.center == 1.0 / 3);
  CHECK(section(report, "leaderboard")["center"] == Json({1.0 / 3}));  // as every other output has it
  CHECK(section(report, "curves")["series"][0]["center"].back() == 0.333333);
}

TEST_CASE("a section is absent where its question does not arise, else says why it has no answer") {
  const Report report = report_of(R"({"name": "one"})");
  CHECK_FALSE(report.significance);
  REQUIRE(report.axis_effects);
  CHECK(report.axis_effects->missing == "No axis has more than one value.");
  CHECK(report.axis_effects->effects.empty());
  REQUIRE(report.leaderboard);
  CHECK(report.leaderboard->missing.empty());
}
