#include "tryall/sweeps/space/sweep.hpp"

#include <set>

#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/space/config_json.hpp"

using tryall::Choice;
using tryall::Config;
using tryall::sweeps::axis_label;
using tryall::sweeps::canonical_text;
using tryall::sweeps::Document;
using tryall::sweeps::read_sweep;
using tryall::sweeps::Sweep;
using tryall::testing::sweep_of;

namespace {

using Integers = std::vector<std::int64_t>;

/// The labels of an axis' settings, over all combinations of a sweep and without repetitions.
std::vector<std::string> labels(const Sweep& sweep, const std::string& axis) {
  std::vector<std::string> result;
  for (std::uint64_t i = 0; i < sweep.combinations(); ++i) {
    const std::string label = axis_label(*tryall::find_axis(axis), sweep.config(i));
    if (std::find(result.begin(), result.end(), label) == result.end()) result.push_back(label);
  }
  return result;
}

std::vector<std::string> labels(const std::string& axis, const std::string& values) {
  return labels(sweep_of("{\"axes\": {\"" + axis + "\": " + values + "}}"), axis);
}

std::vector<std::string> axis_names(const Sweep& sweep) {
  std::vector<std::string> result;
  for (const auto& swept : sweep.axes) result.push_back(swept.axis->name);
  return result;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("an empty sweep is the default config once") {
  const Sweep sweep = sweep_of("{}");
  CHECK(sweep.combinations() == 1);
  CHECK(sweep.config(0) == tryall::testing::config_of());
  CHECK(sweep.axes.empty());
  CHECK(sweep.objective.metric.empty());
  CHECK(sweep.objective.direction == tryall::train::Direction::maximize);
}

TEST_CASE("a sweep is named by its field, or like its file") {
  CHECK(sweep_of(R"({"name": "mine"})").name == "mine");
  CHECK(sweep_of("{}").name == "test");
  CHECK(read_sweep(Document::parse("{}", "some/folder/mnist.v2.json"), tryall::testing::vocabulary()).name ==
        "mnist.v2");
}

TEST_CASE("description and schema may stand beside the rest") {
  CHECK(sweep_of(R"({"description": "why"})").description == "why");
  CHECK(sweep_of(R"({"description": "why", "$schema": "sweep.schema.json"})").combinations() == 1);
}

TEST_CASE("the base sets what all configs share") {
  const Sweep sweep = sweep_of(R"({"base": {"optimizer": {"name": "momentum", "momentum": 0.5},
                                            "learning_rate": 1, "batch_size": "full", "init": "xavier"},
                                   "axes": {"epochs": [1, 2]}})");
  REQUIRE(sweep.combinations() == 2);
  for (const std::uint64_t i : {0U, 1U}) {
    const Config config = sweep.config(i);
    CHECK(config.choice("optimizer") ==
          with_defaults(*tryall::find_axis("optimizer")->family, {"momentum", {{"momentum", 0.5}}}));
    CHECK(config.number("learning_rate") == 1.0);
    CHECK(config.integer("batch_size") == tryall::train::full_batch);
    CHECK(config.choice("init").name == "xavier");
    CHECK(epochs_of(config) == static_cast<std::int64_t>(i) + 1);
  }
}

TEST_CASE("an axis replaces what the base says of it") {
  const Sweep sweep = sweep_of(R"({"base": {"epochs": 9, "init": "zeros"}, "axes": {"epochs": [1, 2]}})");
  CHECK(labels(sweep, "epochs") == Labels{"1", "2"});
  CHECK(labels(sweep, "init") == Labels{"zeros"});
}

TEST_CASE("a setting nested in a choice multiplies that choice alone") {
  CHECK(labels("optimizer", R"(["sgd", {"name": "momentum", "momentum": [0.5, 0.9]}, "adam"])") ==
        Labels{"sgd", "momentum(momentum=0.5)", "momentum", "adam"});
  CHECK(labels("regularizer", R"(["none", {"name": "l2", "lambda": {"log": [1e-5, 1e-3, 3]}}])") ==
        Labels{"none", "l2(lambda=1e-05)", "l2", "l2(lambda=0.001)"});
}

TEST_CASE("two nested settings multiply") {
  CHECK(labels("optimizer", R"({"name": "adam", "beta1": [0.8, 0.7], "beta2": [0.99, 0.9]})") ==
        Labels{"adam(beta1=0.8, beta2=0.99)", "adam(beta1=0.8, beta2=0.9)", "adam(beta1=0.7, beta2=0.99)",
               "adam(beta1=0.7, beta2=0.9)"});
}

TEST_CASE("choices that complete to the same one are taken once") {
  CHECK(labels("optimizer", R"(["momentum", {"name": "momentum", "momentum": 0.9}, {"name": "momentum"}])") ==
        Labels{"momentum"});
  CHECK(sweep_of(R"({"axes": {"optimizer": ["adam", {"name": "adam", "beta1": 0.9}]}})").combinations() == 1);
}

TEST_CASE("a choice may be named by type") {
  CHECK(labels("optimizer", R"([{"type": "momentum", "momentum": 0.5}, {"type": "sgd"}])") ==
        Labels{"momentum(momentum=0.5)", "sgd"});
  CHECK(sweep_of(R"({"base": {"model": {"type": "softmax"}}})").config(0).choice("model").name == "softmax");
}

TEST_CASE("a list of whole numbers is one value where the setting is a list, a list of lists several") {
  CHECK(labels("model", R"({"name": "mlp", "hidden": [64, 32]})") == Labels{"mlp(hidden=[64, 32])"});
  CHECK(labels("model", R"({"name": "mlp", "hidden": [[64, 32], [16]]})") ==
        Labels{"mlp(hidden=[64, 32])", "mlp(hidden=[16])"});
  CHECK(labels("model", R"({"name": "mlp", "hidden": []})") == Labels{"mlp(hidden=[])"});
  CHECK(sweep_of(R"({"base": {"model": {"name": "mlp", "hidden": [64, 32]}}})")
            .config(0)
            .choice("model")
            .integers("hidden") == Integers{64, 32});
}

TEST_CASE("combinations go through all configs once, the last axis fastest") {
  const Sweep sweep = sweep_of(R"({"axes": {"epochs": [1, 2], "init": ["he", "zeros"],
                                            "optimizer": ["sgd", {"name": "momentum", "momentum": [0, 0.5]}]}})");
  CHECK(axis_names(sweep) == std::vector<std::string>{"init", "optimizer", "epochs"});
  REQUIRE(sweep.combinations() == 12);
  std::set<std::string> distinct;
  for (std::uint64_t i = 0; i < 12; ++i) {
    const Config config = sweep.config(i);
    distinct.insert(canonical_text(config));
    CHECK(epochs_of(config) == static_cast<std::int64_t>(i % 2) + 1);
    CHECK(config.choice("optimizer").name == (i / 2 % 3 == 0 ? "sgd" : "momentum"));
    CHECK(config.choice("init").name == (i < 6 ? "he" : "zeros"));
  }
  CHECK(distinct.size() == 12);
}

TEST_CASE("the objective names its metric, whose own direction holds unless another is given") {
  const auto objective = [](const std::string& json) {
    return sweep_of("{\"objective\": " + json + "}").objective;
  };
  CHECK(objective(R"({"metric": "test_accuracy"})").metric == "test_accuracy");
  CHECK(objective(R"({"metric": "test_accuracy"})").direction == tryall::train::Direction::maximize);
  CHECK(objective(R"({"metric": "train_loss"})").direction == tryall::train::Direction::minimize);
  CHECK(objective(R"({"metric": "train_loss", "direction": "maximize"})").direction ==
        tryall::train::Direction::maximize);
  CHECK(objective(R"({"metric": "test_accuracy", "direction": "minimize"})").direction ==
        tryall::train::Direction::minimize);
}

TEST_CASE("a dotted axis varies one setting of the base's choice") {
  const Sweep sweep = sweep_of(R"({"base": {"model": {"name": "mlp", "activation": "tanh"}},
                                   "axes": {"model.hidden": [[64], [32, 16]]}})");
  CHECK(labels(sweep, "model") ==
        Labels{"mlp(hidden=[64], activation=tanh)", "mlp(hidden=[32, 16], activation=tanh)"});
  CHECK(labels(sweep_of(R"({"axes": {"model.hidden": [64, 32]}})"), "model") ==
        Labels{"mlp(hidden=[64, 32])"});
}

TEST_CASE("a dotted axis varies those choices of its axis that have the setting") {
  const Sweep sweep = sweep_of(R"({"axes": {"optimizer.momentum": [0.5, 0.9],
                                            "optimizer": ["sgd", "momentum", "adam"]}})");
  CHECK(labels(sweep, "optimizer") == Labels{"sgd", "momentum(momentum=0.5)", "momentum", "adam"});
  CHECK(sweep.combinations() == 4);
}

TEST_CASE("a dotted axis takes series, and replaces what the choice says of the setting") {
  const Sweep sweep = sweep_of(R"({"axes": {"optimizer": [{"name": "momentum", "momentum": [0.1, 0.2]}],
                                            "optimizer.momentum": {"linear": [0.5, 0.7, 3]}}})");
  CHECK(labels(sweep, "optimizer") ==
        Labels{"momentum(momentum=0.5)", "momentum(momentum=0.6)", "momentum(momentum=0.7)"});
}

TEST_CASE("two dotted axes of one choice multiply") {
  const Sweep sweep =
      sweep_of(R"({"axes": {"optimizer.beta2": [0.9, 0.99], "optimizer.beta1": [0.5, 0.8]}})");
  CHECK(sweep.combinations() == 4);
  CHECK(labels(sweep, "optimizer").size() == 4);
}

TEST_CASE("a dotted axis stands in the order of the table of axes") {
  const Sweep sweep = sweep_of(
      R"({"axes": {"epochs": [1, 2], "model.hidden": [[1], [2]], "dataset": ["digits"], "init": ["he"]}})");
  CHECK(axis_names(sweep) == std::vector<std::string>{"dataset", "model", "init", "epochs"});
}

TEST_CASE("an axis whose choice is an object may be varied by a dotted axis as well") {
  const Sweep sweep =
      sweep_of(R"({"axes": {"model": {"name": "mlp", "hidden": [8]}, "model.hidden": [[64], [32]]}})");
  CHECK(labels(sweep, "model") == Labels{"mlp(hidden=[64])", "mlp(hidden=[32])"});
}

TEST_CASE("a plain number stands for dropout with that rate, 0 for none") {
  CHECK(labels("dropout", "[0, 0.25, 0.5]") == Labels{"none", "dropout(rate=0.25)", "dropout"});
  CHECK(labels("dropout", R"({"range": [0.25, 0.75, 0.25]})") ==
        Labels{"dropout(rate=0.25)", "dropout", "dropout(rate=0.75)"});
  CHECK(sweep_of(R"({"base": {"dropout": 0.2}})").config(0).choice("dropout").number("rate") == 0.2);
  CHECK_THAT(tryall::testing::refusal(R"({"base": {"dropout": 1.5}})"),
             ContainsSubstring("rate must be at least 0"));
  CHECK_THAT(tryall::testing::refusal(R"({"base": {"optimizer": 1}})"),
             ContainsSubstring("expected the name"));
}

TEST_CASE("axes of truth values, words and lists are given as such") {
  const auto config = [](const std::string& base) { return sweep_of("{\"base\": " + base + "}").config(0); };
  CHECK(tryall::integers(config(R"({"histograms": [1, 5]})").value("histograms")) == Integers{1, 5});
  CHECK(config(R"({"shuffle": false})").flag("shuffle") == false);
  CHECK(config(R"({"precision": "float64"})").word("precision") == "float64");
  CHECK(labels("histograms", "[[1], [1, 2]]") == Labels{"[1]", "[1, 2]"});
  CHECK(labels("drop_last", "[true, false]") == Labels{"true", "false"});
}
