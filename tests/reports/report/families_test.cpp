// A report of groups that cannot be compared with one another.
#include "report_checks.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::RunResult;
using tryall::reports::Report;
using tryall::reports::ReportOptions;

namespace {

constexpr const char* two_data_sets =
    R"({"name": "two", "axes": {"dataset": ["digits", "iris"], "optimizer": ["sgd", "adam"],
        "learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 4}}})";

RunResult run_of_two(const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
  const auto other = static_cast<std::uint64_t>(10 * config.number("learning_rate"));
  const double noise = 0.001 * static_cast<double>((seed * seed * other + 3 * seed) % 5);
  const double value = config.choice("dataset").name == "iris" ? 0.9 : 0.5;
  return completed_run(value + noise + config.number("learning_rate") / 5 +
                       (config.choice("optimizer").name == "adam" ? 0.05 - noise / 3 : 0));
}

Report report_of_two(const ReportOptions& options = {}) {
  StoredSweeps stored;
  stored.train(two_data_sets, run_of_two);
  return valid_report(stored.open(), "", options);
}

}  // namespace

TEST_CASE("groups of two data sets are ranked apart, and as many of each are shown") {
  const Report report = report_of_two({.leaders = 2});
  check_sound(report);
  const Json board = section(report, "leaderboard");
  CHECK(board["family"] == Json({0, 0, 1, 1}));
  CHECK(board["rank"] == Json({1, 2, 1, 2}));
  CHECK(board["verdict"][0] == "best");
  CHECK(board["verdict"][2] == "best");
  CHECK(
      finding(report, "leaderboard") ==
      "5 other groups of digits: all are behind the best. 5 other groups of iris: all are behind the best.");
  CHECK(board["note"]["exclusions"] ==
        "8 of 12 groups, ranked below those shown; groups with diverged or failed runs are ranked last and "
        "not compared");
}

TEST_CASE("contenders are of one data set, whatever others have") {
  const Json significance = section(report_of_two(), "significance");
  REQUIRE(significance["contenders"].size() == 2);
  CHECK(significance["contenders"][0]["label"] == "digits adam learning_rate=0.3");
  CHECK(significance["contenders"][1]["label"] == "digits sgd learning_rate=0.3");
  CHECK(significance["contenders"][1]["verdict"] == "behind");
  CHECK_THAT(significance["note"]["method"].get<std::string>(),
             StartsWith("the best group of each optimizer of digits;"));
}

TEST_CASE("effects, interactions, importance, robustness and costs are of the data of the first family") {
  const Report report = report_of_two();
  for (const char* name : {"axis_effects", "interactions", "robustness", "pareto"}) {
    INFO(name);
    CHECK_THAT(finding(report, name), ContainsSubstring(" This covers digits only."));
    CHECK_THAT(section(report, name)["note"]["exclusions"].get<std::string>(),
               ContainsSubstring("6 of 12 groups, which are not comparable with digits"));
  }
  CHECK_THAT(section(report, "importance")["missing"].get<std::string>(),
             StartsWith("6 groups with a value"));
  const Json effects = section(report, "axis_effects")["effects"];
  REQUIRE(effects.size() == 2);
  for (const Json& effect : effects) {
    CHECK(effect["axis"] != "dataset");
    for (const Json& series : effect["series"])
      for (const Json& center : series["center"]) CHECK(center < 0.7);
  }
  CHECK(section(report, "interactions")["pairs"].size() == 1);
  CHECK(section(report, "pareto")["group"].size() == 6);
  const Json robustness = section(report, "robustness");
  for (const Json& tries : robustness["best_of_n"]["series"])
    for (const Json& center : tries["center"]) CHECK(center < 0.7);
}
