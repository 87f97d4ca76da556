#include <cmath>

#include "catch.hpp"
#include "compared.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::ErrorCode;
using tryall::reports::compare;
using tryall::train::RunResult;

TEST_CASE("each side can be taken at its own best, picked on validation and compared on test") {
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    const double best = is_adam(config) ? 0.01 : 0.08;
    RunResult result = completed_run(0.5 - std::abs(config.number("learning_rate") - best) +
                                     0.001 * static_cast<double>(seed * (is_adam(config) ? 2 : 1)));
    result.final_values[tryall::train::test_accuracy] = is_adam(config) ? 0.4 : 0.3;
    return result;
  });
  CompareQuestion question = adam_and_momentum;
  question.best_over = {"learning_rate"};
  const Comparison result = compared(question);
  CHECK(result.metric.name == "test_accuracy");
  REQUIRE(result.settings.size() == 1);
  CHECK(result.settings[0].best_a == "learning_rate=0.01");
  CHECK(result.settings[0].best_b == "learning_rate=0.08");
  CHECK(result.settings[0].difference == Approx(0.1));
  CHECK_THAT(all(result.notes),
             ContainsSubstring("its own best learning_rate, selected by validation_accuracy") &&
                 !ContainsSubstring("flattered"));
  question.metric = "validation_accuracy";
  CHECK_THAT(all(compared(question).notes), ContainsSubstring("flattered"));
}

TEST_CASE("a group that diverged is not a side's best") {
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    if (config.number("learning_rate") > 0.05 && seed == 0) return diverged_run();
    return completed_run(config.number("learning_rate"));
  });
  CompareQuestion question = adam_and_momentum;
  question.best_over = {"learning_rate"};
  CHECK(compared(question).settings[0].best_a == "learning_rate=0.05");
}

TEST_CASE("optimizers compared at equal learning rates get a word of caution") {
  const std::string caution = "at equal learning rates, which is often unfair";
  CHECK_THAT(all(adam_better()(adam_and_momentum).notes), ContainsSubstring(caution));
  const Comparison rates = adam_better()({.a = "learning_rate=0.01", .b = "learning_rate=0.02"});
  CHECK(rates.settings.size() == 2);
  CHECK_THAT(all(rates.notes), !ContainsSubstring(caution));
}

TEST_CASE("settings of a technique can be compared, and several values at once") {
  const Compared compared(R"({"name": "momenta", "axes": {"optimizer": [
      {"name": "momentum", "momentum": [0.5, 0.9]}, {"name": "nag", "momentum": [0.5, 0.9]}],
      "init": ["he", "xavier"], "seed": {"count": 3}}})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  CHECK(compared({.a = "optimizer.momentum=0.5", .b = "optimizer.momentum=0.9"}).settings.size() == 4);
  const Comparison shared = compared({.a = "optimizer=momentum", .b = "optimizer=nag"});
  CHECK(shared.settings.size() == 4);  // their momentum is matched as well
  CHECK_THAT(all({shared.settings[0].label, shared.settings[3].label}),
             ContainsSubstring("momentum=0.5") && ContainsSubstring("momentum=0.9"));
  const Comparison both =
      compared({.a = "optimizer=momentum,init=he", .b = "optimizer=momentum,init=xavier"});
  CHECK(both.settings.size() == 2);
  CHECK(both.a == "momentum he");
  CHECK(compared({.a = "optimizer=momentum,optimizer.momentum=0.5,init=he",
                  .b = "optimizer=nag,optimizer.momentum=0.9,init=xavier"})
            .settings.size() == 1);
}

TEST_CASE("over settings that the other side does not have each side's best is picked, and it is said") {
  const Compared compared(R"({"name": "union", "union": [
      {"axes": {"optimizer": {"name": "adam", "beta1": [0.8, 0.9]}}}, {"axes": {"optimizer": "sgd"}}]})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  const Comparison result = compared({.a = "optimizer=adam", .b = "optimizer=sgd"});
  CHECK(result.settings.size() == 1);
  CHECK(result.metric.name == "test_accuracy");
  CHECK_THAT(all(result.notes),
             ContainsSubstring("each side at its own best optimizer.beta1, selected by validation_accuracy"));
}

TEST_CASE("two sweeps are matched on all but what sets them apart") {
  StoredSweeps stored;
  const auto run = [](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(noise(config, seed) + (config.choice("dropout").name == "none" ? 0.1 : 0));
  };
  stored.train(R"({"name": "plain", "axes": {"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 3}}})", run);
  stored.train(R"({"name": "dropped", "base": {"dropout": {"name": "dropout", "rate": 0.5}},
                   "axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 3}}})",
               run);
  const Comparison result = compare(stored.open(), {.a = "plain", .b = "dropped"});
  CHECK(result.settings.size() == 2);
  CHECK_THAT(all(result.notes),
             ContainsSubstring("left out: 1 of 3 settings of plain and 0 of 2 of dropped"));
  CHECK(compare(stored.open(), {.a = result.settings[0].key_a, .b = result.settings[0].key_b.substr(0, 10)})
            .settings.size() == 1);
}

TEST_CASE("seeds that one side lacks are left out") {
  StoredSweeps stored;
  const auto run = [](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(noise(config, seed));
  };
  stored.train(R"({"name": "a", "axes": {"optimizer": "adam", "seed": [0, 1, 2, 3]}})", run);
  stored.train(R"({"name": "b", "axes": {"optimizer": "sgd", "seed": [2, 3, 4]}})", run);
  stored.train(R"({"name": "c", "axes": {"optimizer": "momentum", "seed": [7]}})", run);
  const auto& store = stored.open();
  CHECK(compare(store, {.a = "optimizer=adam", .b = "optimizer=sgd"}).settings[0].seeds == 2);
  CHECK_THAT(message_of([&] { compare(store, adam_and_momentum); }, ErrorCode::not_enough_data),
             StartsWith("adam and momentum have no seed in common"));
}

TEST_CASE("where nothing matches it is said why") {
  const Compared compared(R"({"name": "union", "union": [
      {"axes": {"optimizer": "adam", "learning_rate": 0.1}},
      {"axes": {"optimizer": "sgd", "learning_rate": 0.2}}]})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  CHECK(compared.refused({.a = "optimizer=adam", .b = "optimizer=sgd"}, ErrorCode::not_enough_data) ==
        "no setting of adam matches a setting of sgd; they have no value of learning_rate in common "
        "(--best-over "
        "learning_rate takes each at its best)");
  CHECK(compared.refused(adam_and_momentum, ErrorCode::not_enough_data) == "no run of momentum is stored");
  CHECK(compared.refused({.a = "optimizer=adam", .b = "optimizer=sgd", .where = "seed = 9"},
                         ErrorCode::not_enough_data) ==
        "no run of adam is stored that --sweep and --where select");
}

TEST_CASE("sweeps that have nothing in common but the same runs are told so") {
  StoredSweeps stored;
  const auto run = [](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(noise(config, seed));
  };
  stored.train(R"({"name": "a", "axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 3}}})", run);
  stored.train(R"({"name": "b", "axes": {"learning_rate": [0.1, 0.3], "seed": {"count": 3}}})", run);
  const auto& store = stored.open();
  CHECK(
      message_of([&] { compare(store, {.a = "a", .b = "b"}); }, ErrorCode::not_enough_data) ==
      "the only setting that a and b have in common is the same group in both: there is nothing to compare");
}

TEST_CASE("an unknown axis, value, sweep or metric is refused with the nearest") {
  const Compared compared = adam_better();
  CHECK(compared.refused({.a = "optimizer=adm", .b = "optimizer=sgd"}) ==
        "optimizer=adm: unknown optimizer 'adm' (did you mean 'adam'? see: tryall list optimizers)");
  CHECK_THAT(compared.refused({.a = "optimiser=adam", .b = "optimizer=sgd"}),
             ContainsSubstring("unknown axis 'optimiser' (did you mean 'optimizer'?)"));
  CHECK_THAT(compared.refused({.a = "learning_rate=-1", .b = "learning_rate=1"}),
             StartsWith("learning_rate=-1: "));
  CHECK_THAT(compared.refused({.a = "grdi", .b = "grid"}),
             StartsWith("no sweep or group 'grdi' in the store (did"));
  CHECK_THAT(compared.refused({.a = "grid", .b = "optimizer=adam"}), ContainsSubstring("not of one kind"));
  CHECK_THAT(compared.refused({.a = "grid", .b = "grid"}), ContainsSubstring("are the same"));
  CompareQuestion question = adam_and_momentum;
  question.metric = "test_los";
  CHECK_THAT(compared.refused(question), StartsWith("unknown metric 'test_los'"));
  question = adam_and_momentum;
  question.best_over = {"learningrate"};
  CHECK_THAT(compared.refused(question), ContainsSubstring("did you mean 'learning_rate'?"));
}

TEST_CASE("groups of a store whose sweeps are gone are compared as well") {
  StoredSweeps stored;
  stored.train(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(noise(config, seed));
  });
  SQLite::Database(stored.file(), SQLite::OPEN_READWRITE).exec("DELETE FROM sweep_runs; DELETE FROM sweeps");
  const Comparison result = compare(stored.open(), {.a = "optimizer=adam,learning_rate=0.01",
                                                    .b = "optimizer=adam,learning_rate=0.02",
                                                    .metric = "validation_accuracy"});
  CHECK(result.settings.size() == 1);
}
