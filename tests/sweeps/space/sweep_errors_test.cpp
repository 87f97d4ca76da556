#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"

using tryall::testing::message_of;
using tryall::testing::refusal;

namespace {

/// With what `values` are refused as the values of an axis: they begin in column 11 + the axis' length + 4.
std::string refused_axis(const std::string& axis, const std::string& values) {
  return refusal("{\"axes\": {\"" + axis + "\": " + values + "}}");
}

}  // namespace

TEST_CASE("an unknown optimizer is refused with file, line, column, path and the nearest name") {
  const std::string text = R"({
  "name": "typo",
  "base": {"dataset": "digits"},
  "axes": {
    "learning_rate": [0.1],
    "optimizer": ["sgd", "momentum",
                 "adm"]
  }
})";
  CHECK(message_of([&] {
          tryall::sweeps::read_sweep(tryall::sweeps::Document::parse(text, "typo.json"),
                                     tryall::testing::vocabulary());
        }) ==
        "typo.json:7:18: axes.optimizer[2]: unknown optimizer 'adm' (did you mean 'adam'? see: tryall list "
        "optimizers)");
}

TEST_CASE("what should be an object is refused when it is none") {
  CHECK(refusal("[1]") == "test.json:1:1: expected an object, not [1]");
  CHECK(refusal(R"({"axes": ["sgd"]})") == "test.json:1:10: axes: expected an object, not [\"sgd\"]");
  CHECK(refusal(R"({"base": null})") == "test.json:1:10: base: expected an object, not null");
  CHECK(refusal(R"({"objective": "train_loss"})") ==
        "test.json:1:15: objective: expected an object, not \"train_loss\"");
}

TEST_CASE("an unknown field is refused at its key") {
  CHECK(refusal("{\"base\": {},\n  \"axis\": {}}") ==
        "test.json:2:3: axis: unknown field 'axis' (did you mean 'axes'?)");
  CHECK(refusal(R"({"seeds": 3})") ==
        "test.json:1:2: seeds: unknown field 'seeds' (known: name, description, base, axes, zip, union, "
        "product, exclude, require, objective, search, $schema)");
}

TEST_CASE("an unknown axis is refused at its key, in axes and in base") {
  CHECK(refusal(R"({"axes": {"optimzer": ["sgd"]}})") ==
        "test.json:1:11: axes.optimzer: unknown axis 'optimzer' (did you mean 'optimizer'?)");
  CHECK(refusal(R"({"axes": {"seeds": 3}})") ==
        "test.json:1:11: axes.seeds: unknown axis 'seeds' (did you mean 'seed'?)");
  CHECK(refusal(R"({"base": {"lerning_rate": 1}})") ==
        "test.json:1:11: base.lerning_rate: unknown axis 'lerning_rate' (did you mean 'learning_rate'?)");
  CHECK(refusal(R"({"axes": {"optimzer.momentum": [0.5]}})") ==
        "test.json:1:11: axes.optimzer.momentum: unknown axis 'optimzer' (did you mean 'optimizer'?)");
}

TEST_CASE("an unknown setting is refused at its key") {
  CHECK(refused_axis("optimizer", R"(["sgd", {"name": "momentum", "momentun": 0.5}])") ==
        "test.json:1:53: axes.optimizer[1].momentun: optimizer 'momentum' has no setting 'momentun' (did you "
        "mean 'momentum'?)");
  CHECK(refused_axis("optimizer", R"({"momentum": 0.5, "name": "sgd"})") ==
        "test.json:1:25: axes.optimizer.momentum: optimizer 'sgd' has no settings, so it has no 'momentum'");
}

TEST_CASE("a setting out of range is refused at its value") {
  CHECK(
      refused_axis("optimizer", R"([{"name": "momentum", "momentum": [0.5, 1.5]}])") ==
      "test.json:1:64: axes.optimizer[0].momentum[1]: momentum must be at least 0 and less than 1, not 1.5");
  CHECK(refused_axis("model", R"({"name": "mlp", "activation": "rlu"})") ==
        "test.json:1:50: axes.model.activation: unknown activation 'rlu' (did you mean 'relu'?)");
  CHECK(refused_axis("model", R"({"name": "mlp", "hidden": 64})") ==
        "test.json:1:46: axes.model.hidden: hidden must be a list of whole numbers, not 64");
  CHECK(refused_axis("model", R"({"name": "mlp", "hidden": [64, 0]})") ==
        "test.json:1:46: axes.model.hidden: hidden must be at least 1 and at most 65536, not 0");
  CHECK(refused_axis("model", R"({"name": "mlp", "hidden": [[64], [1.5]]})") ==
        "test.json:1:53: axes.model.hidden[1]: expected a whole number, not 1.5");
}

TEST_CASE("a dotted axis out of range is refused at its value") {
  CHECK(refusal(R"({"base": {"optimizer": "momentum"}, "axes": {"optimizer.momentum": [0.5, 1.5]}})") ==
        "test.json:1:74: axes.optimizer.momentum[1]: momentum must be at least 0 and less than 1, not 1.5");
  CHECK(refused_axis("model.hidden", "[[64], \"x\"]") ==
        "test.json:1:34: axes.model.hidden[1]: hidden must be a list of whole numbers, not the text \"x\"");
}

TEST_CASE("a dotted axis is refused when no choice has the setting") {
  CHECK(
      refused_axis("optimizer.momentum", "[0.5]") ==
      "test.json:1:11: axes.optimizer.momentum: no optimizer of this sweep has a setting 'momentum' (known: "
      "beta1, beta2, epsilon, epsilon_mode)");
  CHECK(refused_axis("optimizer.beta", "[0.5]") ==
        "test.json:1:11: axes.optimizer.beta: no optimizer of this sweep has a setting 'beta' (did you mean "
        "'beta1'?)");
  CHECK(refused_axis("regularizer.lambda", "[0.5]") ==
        "test.json:1:11: axes.regularizer.lambda: no regularizer of this sweep has settings");
  CHECK(refused_axis("epochs.number", "[1]") ==
        "test.json:1:11: axes.epochs.number: 'epochs' has no settings");
}

TEST_CASE("what names no technique is refused") {
  CHECK(refused_axis("optimizer", "[\"sgd\", 3]") ==
        "test.json:1:32: axes.optimizer[1]: expected the name of an optimizer or {\"name\": ..., settings}, "
        "not "
        "3");
  CHECK(refused_axis("model", R"({"hidden": [3]})") ==
        "test.json:1:20: axes.model: expected the name of a model or {\"name\": ..., settings}, not "
        "{\"hidden\":[3]}");
}

TEST_CASE("a data set whose folder is missing is refused with what the setting means") {
  CHECK_THAT(refused_axis("dataset", "[\"idx\"]"),
             StartsWith("test.json:1:23: axes.dataset[0]: dataset 'idx' needs its setting 'folder': where "
                        "the files are"));
}

TEST_CASE("numbers out of range are refused at their place") {
  CHECK(refused_axis("learning_rate", "[0.1, -0.1]") ==
        "test.json:1:34: axes.learning_rate[1]: learning_rate must be greater than 0, not -0.1");
  CHECK(refused_axis("learning_rate", "0") ==
        "test.json:1:28: axes.learning_rate: learning_rate must be greater than 0, not 0");
  CHECK(refused_axis("batch_size", "[0]") ==
        "test.json:1:26: axes.batch_size[0]: batch_size must be at least 1 or \"full\", not 0");
  CHECK(refused_axis("batch_size", "[\"all\"]") ==
        "test.json:1:26: axes.batch_size[0]: batch_size must be a whole number or \"full\", not the text "
        "\"all\"");
  CHECK(refused_axis("epochs", "[1.5]") ==
        "test.json:1:22: axes.epochs[0]: epochs must be a whole number, not 1.5");
  CHECK(refused_axis("epochs", "[9223372036854775808]") ==
        "test.json:1:22: axes.epochs[0]: the whole number 9223372036854775808 is too large");
}

TEST_CASE("values of the wrong kind are refused at their place") {
  CHECK(refused_axis("epochs", "[null]") == "test.json:1:22: axes.epochs[0]: expected a value, not null");
  CHECK(refused_axis("epochs", "[{\"a\": 1}]") ==
        "test.json:1:22: axes.epochs[0]: expected a value, not {\"a\":1}");
  CHECK(refused_axis("learning_rate", "[true]") ==
        "test.json:1:29: axes.learning_rate[0]: learning_rate must be a number, not true");
  CHECK(refused_axis("learning_rate", "[[0.1]]") ==
        "test.json:1:29: axes.learning_rate[0]: learning_rate must be a number, not [0.1]");
}

TEST_CASE("an axis without values is refused") {
  CHECK(refused_axis("optimizer", "[]") ==
        "test.json:1:24: axes.optimizer: the axis is empty; give it at least one value or leave it out");
  CHECK(refused_axis("seed", "[]") ==
        "test.json:1:19: axes.seed: the axis is empty; give it at least one value or leave it out");
  CHECK(
      refused_axis("optimizer", R"([{"name": "momentum", "momentum": []}])") ==
      "test.json:1:58: axes.optimizer[0].momentum: the axis is empty; give it at least one value or leave it "
      "out");
}

TEST_CASE("the base takes one value per axis and no seed") {
  const std::string one = "the base holds one value per axis; put lists under axes";
  CHECK(refusal(R"({"base": {"epochs": [1, 2]}})") == "test.json:1:21: base.epochs: " + one);
  CHECK(refusal(R"({"base": {"epochs": {"range": [1, 2, 1]}}})") == "test.json:1:21: base.epochs: " + one);
  CHECK(refusal(R"({"base": {"optimizer": {"name": "momentum", "momentum": [0.5, 0.9]}}})") ==
        "test.json:1:24: base.optimizer: " + one);
  CHECK(refusal(R"({"base": {"seed": 3}})") ==
        "test.json:1:11: base.seed: seeds belong under axes: {\"seed\": {\"count\": 5}}");
}

TEST_CASE("a seed is refused unless it is a whole number of at least 0") {
  CHECK(refused_axis("seed", "[0, -1]") ==
        "test.json:1:23: axes.seed[1]: a seed is a whole number of at least 0, not -1");
  CHECK(refused_axis("seed", "1.5") ==
        "test.json:1:19: axes.seed: a seed is a whole number of at least 0, not 1.5");
  CHECK(refused_axis("seed", "[\"a\"]") ==
        "test.json:1:20: axes.seed[0]: a seed is a whole number of at least 0, not \"a\"");
  CHECK(refused_axis("seed", "9223372036854775808") ==
        "test.json:1:19: axes.seed: a seed is at most 2^63 - 1");
  for (const char* large : {"18446744073709551616", "1e19", "9.3e18"})
    CHECK(refused_axis("seed", large) == "test.json:1:19: axes.seed: a seed is at most 2^63 - 1");
  CHECK(refused_axis("seed", "1e18") ==
        "test.json:1:19: axes.seed: write the seed 1e+18 with all its digits");
  CHECK(refused_axis("seed", "-1.0") ==
        "test.json:1:19: axes.seed: a seed is a whole number of at least 0, not -1.0");
}

TEST_CASE("a series that does not fit is refused at its numbers") {
  CHECK(refused_axis("learning_rate", R"({"log": [-1, 1, 3]})") ==
        "test.json:1:36: axes.learning_rate.log: a log series needs bounds greater than 0");
  CHECK(refused_axis("epochs", R"([5, {"range": [1, 0, 0.1]}])") ==
        "test.json:1:35: axes.epochs[1].range: a step of 0.1 never leads from 1 to 0");
  CHECK(refused_axis("epochs", R"({"range": [1, 5, 0]})") ==
        "test.json:1:31: axes.epochs.range: a step of 0 never leads from 1 to 5");
  CHECK(refused_axis("epochs", R"({"linear": [1, 5]})") ==
        "test.json:1:32: axes.epochs.linear: expected [first, last, number of values]");
  CHECK(refused_axis("epochs", R"({"range": [1, 5, "x"]})") ==
        "test.json:1:31: axes.epochs.range: expected [first, last, step], all numbers");
  CHECK(refused_axis("epochs", R"({"linear": [1, 5, 2.5]})") ==
        "test.json:1:32: axes.epochs.linear: the number of values must be a whole number of at least 1, not "
        "2.5");
  CHECK(refused_axis("seed", R"({"count": 0})") ==
        "test.json:1:29: axes.seed.count: the number of values must be a whole number of at least 1, not 0");
  CHECK(refused_axis("seed", R"({"count": "x"})") ==
        "test.json:1:29: axes.seed.count: expected {\"count\": n}");
  CHECK(refused_axis("epochs", R"({"range": [1, 2, 1], "count": 3})") ==
        "test.json:1:21: axes.epochs: a series has one key: range, linear, log or count");
}

TEST_CASE("a range of more values than anyone can train is refused") {
  CHECK(refused_axis("epochs", R"({"range": [1, 1e300, 1]})") ==
        "test.json:1:31: axes.epochs.range: a series of 1e+300 values is too long; the limit is 10000000");
  CHECK(
      refused_axis("seed", R"({"count": 1e12})") ==
      "test.json:1:29: axes.seed.count: a series of 1000000000000 values is too long; the limit is 10000000");
}

TEST_CASE("an objective that is not understood is refused") {
  CHECK(refusal(R"({"objective": {"metric": "validation_acuracy"}})") ==
        "test.json:1:26: objective.metric: unknown metric 'validation_acuracy' (did you mean "
        "'validation_accuracy'?)");
  CHECK(refusal(R"({"objective": {"metric": "test_loss", "direction": "up"}})") ==
        "test.json:1:52: objective.direction: expected \"maximize\" or \"minimize\", not \"up\"");
  CHECK(refusal(R"({"objective": {"metrc": "test_loss"}})") ==
        "test.json:1:16: objective.metrc: unknown field 'metrc' (did you mean 'metric'?)");
  CHECK(refusal(R"({"objective": {"direction": "minimize"}})") ==
        "test.json:1:15: objective: expected {\"metric\": \"validation_accuracy\"}");
  CHECK(refusal(R"({"objective": {"metric": 3}})") ==
        "test.json:1:15: objective: expected {\"metric\": \"validation_accuracy\"}");
}

TEST_CASE("a name is text that is not empty") {
  CHECK(refusal(R"({"name": ""})") == "test.json:1:10: name: expected a name in quotes");
  CHECK(refusal(R"({"name": 3})") == "test.json:1:10: name: expected a name in quotes");
}

TEST_CASE("a description that is no text is refused") {
  CHECK(refusal(R"({"description": ["why"]})") == "test.json:1:17: description: expected text in quotes");
}
