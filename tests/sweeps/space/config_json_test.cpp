#include "tryall/sweeps/space/config_json.hpp"

#include "catch.hpp"
#include "choices.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"

using tryall::axes;
using tryall::Axis;
using tryall::Choice;
using tryall::Config;
using tryall::Value;
using tryall::sweeps::axis_label;
using tryall::sweeps::canonical_text;
using tryall::sweeps::config_from_json;
using tryall::sweeps::to_json;
using tryall::sweeps::value_from_json;
using tryall::testing::default_choice;
using tryall::testing::sweep_of;

namespace {

using Integers = std::vector<std::int64_t>;

Config read_back(const Config& config) {
  return config_from_json(tryall::train::training_axes(), nlohmann::json::parse(canonical_text(config)));
}

std::string text_of(const std::string& base) {
  return canonical_text(sweep_of("{\"base\": " + base + "}").config(0));
}

std::string label_of(const std::string& axis, const Config& config) {
  return axis_label(*tryall::find_axis(axis), config);
}

}  // namespace

// Stored groups are told apart by this text: when it changes, nothing that was stored before is found again.
TEST_CASE("the canonical text has every axis and setting, sorted, with numbers in their shortest form") {
  CHECK(
      canonical_text(tryall::testing::config_of()) ==
      R"({"augmentation":{"name":"none"},"augmentation_seed":-1,"batch_size":128,"bias_init":{"name":"zeros"},"class_weight":"none",)"
      R"("clipping":{"name":"none"},"dataset":{"name":"digits"},"drop_last":false,"dropout":{"name":"none"},"dropout_seed":-1,)"
      R"("early_stopping":{"name":"none"},"epochs":5,"histograms":[],"init":{"fan":"in","name":"he"},)"
      R"("init_seed":-1,"input_dropout":0.0,"input_noise":0.0,"label_smoothing":0.0,"learning_rate":0.001,"loss":{"name":"auto"},)"
      R"("max_norm":0.0,"mixup":0.0,)"
      R"("model":{"activation":"relu","hidden":[128],"name":"mlp","residual":false},)"
      R"("normalization":{"name":"none"},)"
      R"("optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-08,"epsilon_mode":"outside","name":"adam"},)"
      R"("order_seed":-1,"precision":"float32","regularizer":{"name":"none"},"reshuffle":true,)"
      R"("scaler":{"ddof":0,"name":"standard","per":"feature"},"schedule":{"name":"constant"},)"
      R"("shuffle":true,"split":{"name":"holdout","test":0.2,"test_rows":"by_seed","validation":0.1},)"
      R"("split_seed":-1,"target_scaler":{"ddof":0,"name":"standard","per":"feature"},"train_size":1.0,"warmup":0.0,)"
      R"("weight_decay":0.0})");
}

TEST_CASE("the default config reads back as itself") {
  const Config config = tryall::testing::config_of();
  CHECK(read_back(config) == config);
  CHECK(canonical_text(read_back(config)) == canonical_text(config));
}

TEST_CASE("every technique of every axis reads back as itself") {
  for (const Axis& axis : axes()) {
    if (!axis.is_choice()) continue;
    for (const auto* technique : axis.family->techniques) {
      CAPTURE(axis.name, technique->name);
      Config config = tryall::testing::config_of();
      config.set(axis.name, default_choice(*axis.family, *technique));
      CHECK(read_back(config) == config);
    }
  }
}

TEST_CASE("numbers read back to the last bit, and full batches as such") {
  Config config = tryall::testing::config_of();
  config.set("learning_rate", 0.1 + 0.2);
  config.set("batch_size", tryall::Value(std::string("full")));
  config.set("init_seed", std::int64_t{9007199254740993});
  CHECK(read_back(config) == config);
  CHECK(to_json(config)["batch_size"] == "full");
  config.set("learning_rate", 1.0);
  CHECK(read_back(config) == config);
}

TEST_CASE("one training spelled in several ways has one text") {
  CHECK(
      text_of(R"({"learning_rate": 1, "optimizer": "momentum", "batch_size": 64})") ==
      text_of(
          R"({"batch_size": 64.0, "optimizer": {"momentum": 9e-1, "name": "momentum"}, "learning_rate": 1.0})"));
  CHECK(text_of(R"({"model": {"type": "mlp", "hidden": [128]}})") == text_of("{}"));
  CHECK(text_of(R"({"learning_rate": 1e-3})") == text_of(R"({"learning_rate": 0.001})"));
  CHECK(text_of(R"({"learning_rate": 0.0011})") != text_of(R"({"learning_rate": 0.001})"));
}

TEST_CASE("a value keeps its kind as JSON and back") {
  for (const Value& value : {Value(true), Value(std::int64_t{-3}), Value(0.25), Value(std::string("relu")),
                             Value(Integers{64, 32}), Value(Integers{})})
    CHECK(value_from_json(to_json(value)) == value);
  CHECK(value_from_json(nlohmann::json(7U)) == Value(std::int64_t{7}));
  CHECK(value_from_json(nlohmann::json(2.0)) == Value(2.0));
}

TEST_CASE("JSON that is no value is refused") {
  using tryall::SettingError;
  CHECK_THROWS_AS(value_from_json(nullptr), SettingError);
  CHECK_THROWS_AS(value_from_json(nlohmann::json::object()), SettingError);
  CHECK(value_from_json(nlohmann::json{1, "x", 2.5}) ==
        tryall::Value(tryall::List{std::int64_t{1}, std::string("x"), 2.5}));
  CHECK_THROWS_AS(value_from_json(nlohmann::json{1, nullptr}), SettingError);
  CHECK_THROWS_AS(value_from_json(nlohmann::json(18446744073709551615ULL)), SettingError);
}

TEST_CASE("a choice as JSON is its name among its settings") {
  CHECK(to_json(Choice{"momentum", {{"momentum", 0.5}}}) ==
        nlohmann::json{{"name", "momentum"}, {"momentum", 0.5}});
}

TEST_CASE("labels are short: defaults are left out, a full batch is called so") {
  Config config = tryall::testing::config_of();
  CHECK(label_of("optimizer", config) == "adam");
  CHECK(label_of("learning_rate", config) == "0.001");
  CHECK(label_of("batch_size", config) == "128");
  CHECK(label_of("epochs", config) == "5");
  config = sweep_of(R"({"base": {"optimizer": {"name": "momentum", "momentum": 0.5}, "batch_size": "full",
                                 "model": {"name": "mlp", "hidden": [64, 32], "activation": "tanh"}}})")
               .config(0);
  CHECK(label_of("optimizer", config) == "momentum(momentum=0.5)");
  CHECK(label_of("batch_size", config) == "full");
  CHECK(label_of("model", config) == "mlp(hidden=[64, 32], activation=tanh)");
}
