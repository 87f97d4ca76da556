#include "report_checks.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::reports::Report;

namespace {

/// Learning rate .1 is cheaper by CPU time, .2 by wall time, which a busy machine lengthened.
Report report_of_a_busy_machine(double cpu_of_second) {
  return report_of(R"({"axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 2}}})",
                   [=](const Config& config, std::uint64_t, const auto&) {
                     auto result = completed_run(config.number("learning_rate"));
                     const bool first = config.number("learning_rate") < 0.15;
                     result.wall_seconds = first ? 9 : 4;
                     result.cpu_seconds = first ? 2 : cpu_of_second;
                     return result;
                   });
}

}  // namespace

TEST_CASE("a group is on the front of cost and quality unless another beats it in both") {
  const Report report = report_of(
      R"({"axes": {"learning_rate": [0.1, 0.2, 0.3, 0.4], "seed": {"count": 2}}})",
      [](const Config& config, std::uint64_t, const auto&) {
        auto result = completed_run(config.number("learning_rate"));
        result.wall_seconds = config.number("learning_rate") < 0.25   ? 10 * config.number("learning_rate")
                              : config.number("learning_rate") < 0.35 ? 9
                                                                      : 5;
        return result;
      });
  const Json pareto = section(report, "pareto");
  CHECK(pareto["center"] == Json({0.4, 0.3, 0.2, 0.1}));
  CHECK(pareto["cost"]["center"] == Json({5, 9, 2, 1}));
  CHECK(pareto["front"] == Json({3, 2, 0}));
  CHECK(finding(report, "pareto") ==
        "The best (learning rate 0.4) takes 5 s of wall time per run. Next on the cost-quality front: "
        "learning rate 0.2, "
        "at 2 s per run "
        "and 20 points worse; too few seeds to say for certain.");
}

TEST_CASE("the note on cost says when runs waited for the CPU") {
  const auto note = [](double cpu_seconds) {
    const Report report =
        report_of(R"({"axes": {"learning_rate": [0.1, 0.2]}})", [&](const auto& config, auto, const auto&) {
          auto result = completed_run(config.number("learning_rate"));
          result.wall_seconds = 8;
          result.cpu_seconds = cpu_seconds;
          return result;
        });
    return section(report, "pareto")["note"]["method"].template get<std::string>();
  };
  const std::string shared =
      "; runs waited for the CPU: wall time is 1.6 times CPU time, so the machine was shared";
  CHECK_THAT(note(5), Catch::Matchers::EndsWith(shared));
  CHECK(note(7) == "time is the CPU time of a run's training");
  CHECK(note(0) == "time is the wall time of a run on one worker: not every run has its CPU time stored");
}

TEST_CASE("cost is CPU time where every run has it") {
  const Report report = report_of_a_busy_machine(3);
  check_sound(report);
  const Json pareto = section(report, "pareto"), board = section(report, "leaderboard");
  CHECK(pareto["cost"]["label"] == "CPU time of a run");
  CHECK(pareto["cost"]["center"] == Json({3, 2}));
  CHECK(pareto["front"] == Json({1, 0}));
  CHECK_THAT(finding(report, "pareto"),
             StartsWith("The best (learning rate 0.2) takes 3 s of CPU time per run."));
  CHECK(board["cost"]["label"] == "CPU time of a run");
  CHECK(board["cost"]["value"] == Json({3, 2}));
  CHECK(fact(report, "Trained for") == "10 s of CPU time, summed over workers");
  CHECK(document_of(report)["runs"]["cpu_seconds"] == Json({2, 2, 3, 3}));
  CHECK(document_of(report)["runs"]["wall_seconds"] == Json({9, 9, 4, 4}));
}

TEST_CASE("cost is wall time, of all runs, where one has no CPU time stored") {
  const Report report = report_of_a_busy_machine(0);
  check_sound(report);
  const Json pareto = section(report, "pareto");
  CHECK(pareto["cost"]["label"] == "wall time of a run");
  CHECK(pareto["cost"]["center"] == Json({4, 9}));
  CHECK(pareto["front"] == Json({0}));
  CHECK(section(report, "leaderboard")["cost"]["value"] == Json({4, 9}));
  CHECK(fact(report, "Trained for") == "26 s of wall time, summed over workers");
}

TEST_CASE("curves go over CPU time where every run has it") {
  const Json curves = section(report_of(four_groups,
                                        [](const Config& config, std::uint64_t seed, const auto& hooks) {
                                          auto result = run_of_four(config, seed, hooks);
                                          result.wall_seconds = 100;
                                          result.cpu_seconds = seed == 0 ? 3 : 1;
                                          return result;
                                        }),
                              "curves");
  CHECK(curves["abscissas"].back()["name"] == "cpu_seconds");
  CHECK(curves["abscissas"].back()["label"] == "CPU time");
  CHECK(curves["series"][0]["x"]["cpu_seconds"] == Json({1, 2}));
  CHECK_FALSE(curves["series"][0]["x"].contains("wall_seconds"));
}

TEST_CASE("of equal means the best by cost is the leaderboard's first, also where another is cheaper") {
  for (const double dear : {0.1, 0.2}) {  // one of the two is the leaderboard's first, by key
    const Report report = report_of(R"({"axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 2}}})",
                                    [&](const Config& config, std::uint64_t, const auto&) {
                                      auto result = completed_run(0.5);
                                      result.wall_seconds = config.number("learning_rate") == dear ? 9 : 4;
                                      return result;
                                    });
    const std::size_t first = section(report, "leaderboard")["group"][0];
    const bool is_smaller = document_of(report)["groups"]["axes"]["learning_rate"][first] == 0;
    const std::string best = is_smaller ? "0.1" : "0.2", other = is_smaller ? "0.2" : "0.1";
    const bool is_dear = (dear == 0.1) == is_smaller;
    CHECK(finding(report, "pareto") ==
          "The best (learning rate " + best + ") takes " + (is_dear ? "9" : "4") +
              " s of wall time per run. " +
              (is_dear ? "As good and cheaper: learning rate " + other + ", at 4 s per run."
                       : "No other group is cheaper."));
  }
}
