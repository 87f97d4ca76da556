#include <cmath>

#include "report_checks.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::reports::Report;

namespace {

/// Accuracy falls with the distance from each optimizer's best learning rate; sgd's is at the upper edge.
tryall::train::RunResult peaked(const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
  const double best = config.choice("optimizer").name == "adam" ? -2 : 0;
  const double far = std::log10(config.number("learning_rate")) - best;
  return completed_run(0.9 - 0.05 * far * far + 0.001 * static_cast<double>(seed) -
                       (config.choice("optimizer").name == "adam" ? 0 : 0.1));
}

const std::string peaks_sweep = R"({"name": "peaks", "axes": {"optimizer": ["sgd", "adam"],
    "learning_rate": [0.0001, 0.001, 0.01, 0.1, 1], "seed": {"count": 5}}})";

}  // namespace

TEST_CASE("a report has its sections in order") {
  const Report report = report_of(four_groups, run_of_four);
  check_sound(report);
  std::vector<std::string> names;
  const Json document = document_of(report);
  for (const auto& [name, value] : document["sections"].items()) names.push_back(name);
  CHECK(names == std::vector<std::string>{"overview", "leaderboard", "axis_effects", "interactions",
                                          "parallel", "curves", "robustness", "importance", "significance",
                                          "failures", "pareto", "history"});
}

TEST_CASE("a report asks what its sweep's description asks, or else which settings are best") {
  CHECK(section(report_of(four_groups, run_of_four), "overview")["question"] ==
        "Which optimizer and learning rate reaches the highest validation accuracy?");
  const std::string described = R"({"description": "Is adam worth it?", )" + four_groups.substr(1);
  CHECK(section(report_of(described, run_of_four), "overview")["question"] == "Is adam worth it?");
}

TEST_CASE("a report's groups, runs and axes are those of the sweep") {
  const Report report = report_of(four_groups, run_of_four);
  const Json document = document_of(report);
  CHECK(document["format"] == "tryall-report");
  CHECK(document["objective"] == Json({{"metric", "validation_accuracy"}, {"direction", "maximize"}}));
  CHECK(document["groups"]["count"] == 4);
  CHECK(document["runs"]["count"] == 8);
  CHECK(document["arms"] == "optimizer");
  CHECK(document["axes"][1]["name"] == "learning_rate");
  CHECK(document["axes"][1]["scale"] == "log");
  CHECK(document["axes"][1]["values"] == Json({0.1, 0.2}));
  CHECK(document["groups"]["config"][0]["dataset"]["name"] == "digits");
  CHECK(document["runs"]["messages"] == Json({"the loss was no longer finite"}));
  CHECK(fact(report, "Groups") == "4, with up to 2 seeds each");
}

TEST_CASE("a failed run keeps its row, without a value") {
  const Json runs = document_of(report_of(four_groups, run_of_four))["runs"];
  std::size_t diverged = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const bool failed = runs["outcomes"][runs["outcome"][i].get<std::size_t>()] == "diverged";
    diverged += failed;
    CHECK(runs["metrics"]["validation_accuracy"][i].is_null() == failed);
  }
  CHECK(diverged == 1);
}

TEST_CASE("the leaderboard ranks groups with failed runs last, whatever their mean") {
  const Json board = section(report_of(four_groups, run_of_four), "leaderboard");
  CHECK(board["failed"] == Json({0, 0, 0, 1}));
  CHECK(board["center"] == Json({0.4, 0.25, (0.1 + 0.2) / 2, 0.45}));  // to the last bit
  CHECK(board["n"] == Json({2, 2, 2, 1}));
  CHECK(board["also"][0]["metric"] == "test_accuracy");
  CHECK(board["gap"] == Json({nullptr, nullptr, nullptr, nullptr}));  // two seeds: nothing is compared
  CHECK(board["verdict"] == Json({"not compared", "not compared", "not compared", "not compared"}));
}

TEST_CASE("groups that the data do not tell from the best are tied with it, others are behind") {
  const Report report = report_of(R"({"axes": {"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 5}}})",
                                  [](const Config& config, std::uint64_t seed, const auto&) {
                                    const double noise = 0.01 * static_cast<double>((seed * 7 + 3) % 5);
                                    if (config.number("learning_rate") > 0.25)
                                      return completed_run(0.3 + noise / 2);
                                    return completed_run(config.number("learning_rate") < 0.15
                                                             ? 0.8 + noise
                                                             : 0.799 + 0.01 * static_cast<double>(seed));
                                  });
  CHECK(section(report, "leaderboard")["verdict"] == Json({"best", "tied", "behind"}));
  CHECK_THAT(finding(report, "overview"), ContainsSubstring("One other is statistically tied with it."));
  CHECK(finding(report, "leaderboard") ==
        "2 other groups: 1 is statistically tied with the best and 1 is behind it.");
  CHECK_THAT(finding(report, "significance"),
             StartsWith("Best: learning rate 0.1. Statistically tied with it: "
                        "learning rate 0.2. Behind it: learning rate 0.3."));
  CHECK_THAT(to_markdown(report), ContainsSubstring("| = |") && ContainsSubstring("Tied is not equal."));
}

TEST_CASE(
    "an axis' effect is the mean, or the best, of the groups at each value, with the share that failed") {
  const Json effects = section(report_of(four_groups, run_of_four), "axis_effects")["effects"];
  const Json& rates = effects[1];
  CHECK(rates["axis"] == "learning_rate");
  CHECK(rates["series"][0]["over_rest"] == "averaged");
  CHECK(rates["series"][0]["center"] == Json({0.275, 0.25}));  // adam at 0.2 diverged in part: no value
  CHECK(rates["series"][0]["failed_share"] == Json({0, 0.25}));
  CHECK(rates["series"][3]["over_rest"] == "best");
  CHECK(rates["series"][3]["center"] == Json({0.4, 0.25}));
}

TEST_CASE("an interaction's cell holds its best group, all its runs and those that failed") {
  const Json pair = section(report_of(four_groups, run_of_four), "interactions")["pairs"][0];
  CHECK(pair["x"] == "learning_rate");
  CHECK(pair["y"] == "optimizer");
  CHECK(pair["n"] == Json({2, 2, 2, 2}));
  CHECK(pair["failed"] == Json({0, 1, 0, 0}));
  CHECK(pair["center"] == Json({0.4, 0.45, 0.15, 0.25}));
}

TEST_CASE("curves break where a run ended and average those still going on") {
  const Json curves = section(report_of(four_groups, run_of_four), "curves");
  CHECK(curves["statistic"] == "mean");
  const Json& first = curves["series"][0];
  CHECK(first["metric"] == "validation_accuracy");
  CHECK(first["x"]["epoch"] == Json({1, 2}));
  CHECK(first["x"]["step"] == Json({10, 20}));
  CHECK(first["center"] == Json({0.2, 0.4}));
  for (const Json& series : curves["series"])
    if (series["metric"] == "train_loss" && series["n"][1] == 1) {
      CHECK(series["n"] == Json({2, 1}));
      CHECK(series["seeds"][1]["values"] == Json({7.5}));
      return;
    }
  FAIL("no curve of the group that diverged in part");
}

TEST_CASE("curves go over epochs, updates, operations, and time, which is a group's own divided evenly") {
  const Json curves = section(report_of(four_groups,
                                        [](const Config& config, std::uint64_t seed, const auto& hooks) {
                                          auto result = run_of_four(config, seed, hooks);
                                          result.wall_seconds = seed == 0 ? 3 : 1;
                                          result.flops = 5e6 * static_cast<double>(result.epochs_done);
                                          return result;
                                        }),
                              "curves");
  REQUIRE(curves["abscissas"].size() == 4);
  CHECK(curves["abscissas"][2]["name"] == "flops");
  CHECK(curves["series"][0]["x"]["flops"] == Json({5e6, 1e7}));
  CHECK(curves["abscissas"][3]["name"] == "wall_seconds");
  CHECK(curves["abscissas"][3]["unit"] == "s");
  CHECK(curves["abscissas"][3]["label"] == "wall time");
  CHECK(curves["series"][0]["x"]["wall_seconds"] == Json({1, 2}));  // 4 s over 4 epochs
  for (const Json& series : curves["series"])
    if (series["n"][1] == 1)
      CHECK(series["x"]["wall_seconds"] == Json({1.5, 3}));  // of the run that completed
}

TEST_CASE("curves have no operations where a run's are not known, or its model counts none") {
  for (const double flops : {0.0, -1.0}) {
    StoredSweeps store;
    store.train(four_groups, [=](const Config& config, std::uint64_t seed, const auto& hooks) {
      auto result = run_of_four(config, seed, hooks);
      result.flops = flops;
      return result;
    });
    if (flops < 0)
      SQLite::Database(store.file().string(), SQLite::OPEN_READWRITE).exec("UPDATE runs SET flops = NULL");
    const Json curves = section(valid_report(store.open()), "curves");
    for (const Json& abscissa : curves["abscissas"]) CHECK(abscissa["name"] != "flops");
  }
}

TEST_CASE("robustness tells the width of good learning rates, and alarms of a best one at an edge") {
  const Report report = report_of(peaks_sweep, peaked);
  check_sound(report);
  const Json robustness = section(report, "robustness");
  const Json& margins = robustness["margins"];
  CHECK(margins["axis"] == "learning_rate");
  CHECK(margins["best"] == Json({0.01, 1}));
  CHECK(margins["at_high_edge"] == Json({false, true}));
  CHECK(margins["width"][0] == 0.4);  // a fifth of the decade to each neighbour, 5 points below
  CHECK(margins["width"][1] == 0.2);
  REQUIRE(robustness["alarms"].size() == 1);
  CHECK(robustness["alarms"][0]["text"] ==
        "sgd: the best learning rate, 1, is the largest that was tried; try larger ones.");
  CHECK(robustness["best_of_n"]["series"][0]["tries"] == Json({1, 2, 3, 4, 5}));
  CHECK(robustness["best_of_n"]["series"][0]["center"][4] == 0.902);  // of all five: the best of them
}

TEST_CASE("importance gives most of the variance to the axis that makes it") {
  const Report report = report_of(
      R"({"axes": {"learning_rate": {"log": [0.0001, 1, 9]}, "init": ["he", "zeros"], "seed": {"count": 3}}})",
      peaked);
  const Json importance = section(report, "importance");
  CHECK(importance["axes"][0] == Json({"learning_rate"}));
  CHECK(importance["center"][0].get<double>() > 0.8);
  CHECK(importance["fit"]["value"].get<double>() > 0.5);
  CHECK(importance["seed_share"]["center"].get<double>() < 0.01);
}

TEST_CASE("significance compares the best group of each optimizer, both ways round") {
  const Json significance = section(report_of(peaks_sweep, peaked), "significance");
  CHECK(significance["contenders"][0]["label"] == "adam learning_rate=0.01");
  CHECK(significance["contenders"][1]["label"] == "sgd learning_rate=1");
  CHECK(significance["pairs"]["probability"] == Json({1, 0}));
  CHECK(significance["critical_difference"]["missing"] ==
        "1 block of shared settings is too few for average ranks; at least 6 are needed.");
}

TEST_CASE("with blocks enough the average ranks say who cannot be told apart") {
  const Json significance = section(
      report_of(
          R"({"axes": {"optimizer": ["sgd", "adam", "rmsprop"], "batch_size": [1, 2, 4, 8, 16, 32, 64, 128],
                    "seed": {"count": 2}}})",
          [](const Config& config, std::uint64_t seed, const auto&) {
            const double noise =
                static_cast<double>((config.integer("batch_size") * 5 + static_cast<std::int64_t>(seed)) % 3);
            return completed_run(config.choice("optimizer").name == "sgd"    ? 0.1
                                 : config.choice("optimizer").name == "adam" ? 0.5 + 0.01 * noise
                                                                             : 0.51);
          }),
      "significance");
  const Json& ranks = significance["critical_difference"];
  CHECK(ranks["blocks"] == 8);
  CHECK(ranks["average_rank"][2] == 3);
  CHECK(ranks["cliques"].size() == 1);
  CHECK(ranks["cliques"][0].size() == 2);
}

TEST_CASE("an axis of many values is summed up in bins that rise") {
  const Report report = report_of(R"({"axes": {"learning_rate": {"log": [0.001, 1, 40]}}})");
  check_sound(report);
  const Json axis = document_of(report)["axes"][0];
  CHECK(axis["values"].size() == 40);
  REQUIRE(axis["bins"].size() == 9);
  for (std::size_t i = 1; i < 9; ++i) CHECK(axis["bins"][i - 1] < axis["bins"][i]);
  CHECK(axis["bins"].back() == axis["values"].back());
  CHECK(section(report, "axis_effects")["effects"][0]["series"][0]["n"] == Json({5, 5, 5, 5, 5, 5, 5, 5}));
}

TEST_CASE("a report is about its own sweep alone") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  stored.train(R"({"name": "other", "axes": {"init": ["he", "zeros", "xavier"]}})");
  CHECK(document_of(valid_report(stored.open(), "four"))["groups"]["count"] == 4);
}

TEST_CASE("findings name a config as people do, with the fewest digits that keep its values apart") {
  const auto best = [](const std::string& rates) {
    const Report report = report_of(
        R"({"axes": {"optimizer": ["adam", "momentum"], "regularizer": ["none", "l2"], "learning_rate": )" +
            rates + "}}",
        [](const auto& config, auto, const auto&) {
          return completed_run(
              (config.choice("optimizer").name == "adam" ? 0.1 : config.number("learning_rate")) -
              (config.choice("regularizer").name == "l2" ? 0.01 : 0));
        });
    return finding(report, "overview");
  };
  const std::string first = "Best of 8 groups: momentum, learning rate ";
  CHECK_THAT(best("[0.0316228, 0.316228]"), StartsWith(first + "0.316, regularizer none: "));
  CHECK_THAT(best("[0.316112, 0.316228]"), StartsWith(first + "0.3162, regularizer none: "));
}
