#include "tryall/sweeps/space/single_run.hpp"

#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"

namespace single_run_test {

using namespace tryall::sweeps;
using namespace tryall::testing;

namespace {

SingleRun single(const std::string& text, const std::vector<std::string>& sets = {}) {
  std::vector<Override> overrides;
  for (const std::string& argument : sets) overrides.push_back(parse_override(argument, "--set "));
  return read_single_run(Document::parse(text, "test.json"), tryall::testing::vocabulary(), overrides);
}

std::string refusal_as_single(const std::string& text, const std::vector<std::string>& sets = {}) {
  return message_of([&] { single(text, sets); });
}

}  // namespace

TEST_CASE("a config's file gives axes their values, and the seed") {
  const SingleRun run = single(R"({"model": {"name": "mlp", "hidden": [8, 4]}, // two layers
                                   "name": "mine", "histograms": [0, 2], "batch_size": "full", "seed": 7})");
  CHECK(run.config.choice("model").integers("hidden") == std::vector<std::int64_t>{8, 4});
  CHECK(tryall::integers(run.config.value("histograms")) == std::vector<std::int64_t>{0, 2});
  CHECK(run.config.integer("batch_size") == tryall::train::full_batch);
  CHECK(run.seed == 7);
  CHECK(single("{}").config == tryall::testing::config_of());
  CHECK(single("{}").seed == 0);
}

TEST_CASE("a word that may be anything may be given as a number") {
  const auto target = [](const std::string& text, const std::vector<std::string>& sets = {}) {
    return single(text, sets).config.choice("dataset").word("target");
  };
  CHECK(target(R"({"dataset": {"name": "csv", "file": "a.csv", "target": 2020}})") == "2020");
  CHECK(target(R"({"dataset": {"name": "csv", "file": "a.csv"}})", {"dataset.target=1"}) == "1");
  CHECK(single(R"({"dataset": {"name": "csv", "file": "a.csv", "na_values": -999}})")
            .config.choice("dataset")
            .word("na_values") == "-999");
  CHECK(single(R"({"dataset": {"name": "csv", "file": "a.csv", "ignore": 3}})")
            .config.choice("dataset")
            .word("ignore") == "3");
  CHECK_THAT(refusal_as_single(R"({"dataset": {"name": "csv", "file": "a.csv", "task": 1}})"),
             ContainsSubstring("task must be a word"));
  CHECK_THAT(refusal_as_single(R"({"dataset": {"name": "csv", "file": "a.csv", "target": true}})"),
             ContainsSubstring("target must be a word"));
}

TEST_CASE("values given on the command line go before a config's own") {
  const SingleRun run = single(R"({"model": {"name": "mlp", "hidden": [8]}, "epochs": 3, "seed": 7})",
                               {"epochs=4", "seed=2", "model.hidden=[5]"});
  CHECK(epochs_of(run.config) == 4);
  CHECK(run.config.choice("model").integers("hidden") == std::vector<std::int64_t>{5});
  CHECK(run.seed == 2);
}

TEST_CASE("a sweep of one combination is a config, too") {
  const std::string sweep = R"({"base": {"epochs": 3}, "axes": {"optimizer": ["sgd", "adam"], "seed": [4]}})";
  const SingleRun run = single(sweep, {"optimizer=adam"});
  CHECK(epochs_of(run.config) == 3);
  CHECK(run.config.choice("optimizer").name == "adam");
  CHECK(run.seed == 4);
  CHECK(refusal_as_single(R"({"base": {}, "axes": {"optimizer": ["sgd", "adam"], "seed": {"count": 5}}})") ==
        "test.json: varies optimizer (2 values), seed (5 values), but one config is needed");
}

TEST_CASE("a config that varies something is refused") {
  CHECK_THAT(refusal_as_single(R"({"learning_rate": [0.1, 0.2]})"),
             StartsWith("test.json: varies learning_rate (2 values)"));
  CHECK_THAT(refusal_as_single("{}", {"epochs=1,2"}), StartsWith("test.json: varies epochs (2 values)"));
}

TEST_CASE("complaints about a config name the place in its file") {
  CHECK(refusal_as_single("{\n  \"epochs\": 2,\n  \"optimiser\": \"adam\"}") ==
        "test.json:3:3: optimiser: unknown axis 'optimiser' (did you mean 'optimizer'?)");
  CHECK_THAT(refusal_as_single("{\n  \"optimizer\": \"adm\"}"),
             StartsWith("test.json:2:16: optimizer: unknown optimizer 'adm' (did you mean 'adam'?"));
  CHECK_THAT(refusal_as_single(R"({"optimizer": {"name": "adam", "beta": 0.9}})"),
             StartsWith("test.json:1:32: optimizer.beta: optimizer 'adam' has no setting 'beta'"));
  CHECK(refusal_as_single(R"({"seed": -1})") ==
        "test.json:1:10: seed: a seed is a whole number of at least 0, not -1");
  CHECK_THAT(refusal_as_single(R"({"epochs": 2})", {"epochs=none"}), StartsWith("--set epochs=none: "));
  CHECK(refusal_as_single("[1]") == "test.json:1:1: expected an object, not [1]");
}

}  // namespace single_run_test
