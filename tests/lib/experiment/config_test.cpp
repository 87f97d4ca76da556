#include "tryall/train/training_config.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "choices.hpp"
#include "tryall/error.hpp"

using tryall::axes;
using tryall::Axis;
using tryall::Choice;
using tryall::Config;
using tryall::find_axis;
using tryall::SettingError;
using tryall::to_text;
using tryall::Value;
using tryall::testing::default_choice;
using tryall::train::config_of;
using tryall::train::training_axes;
using tryall::train::training_config;
using tryall::train::TrainingConfig;
using tryall::train::with_defaults;

TEST_CASE("axes have unique names and a meaning, and a seed is none of them") {
  const std::vector<std::string> names = tryall::axis_names();
  CHECK(names.size() == axes().size());
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  CHECK(find_axis("seed") == nullptr);
  CHECK(find_axis("") == nullptr);
  for (const Axis& each : axes()) {
    INFO(each.name);
    CHECK_FALSE(each.meaning.empty());
    CHECK(find_axis(each.name) == &each);
  }
}

TEST_CASE("every axis of choices can be set to every technique of its family, and to its own member alone") {
  for (const Axis& each : axes()) {
    if (!each.is_choice()) continue;
    for (const tryall::Technique* technique : each.family->techniques) {
      INFO(each.name << ": " << technique->name);
      Config config(training_axes());
      config.set(each.name, default_choice(*each.family, *technique));
      CHECK(config.choice(each.name).name == technique->name);
      CHECK(config.choice(each.name).settings.size() == technique->parameters.size());
      CHECK(config_of(training_config(config), training_axes()) == config);
      config.set(each.name, each.fallback());
      CHECK(config == Config(training_axes()));
    }
    Config config(training_axes());
    CHECK_THROWS_AS(config.set(each.name, Choice{"no such thing", {}}), SettingError);
    CHECK_THROWS_AS(config.set(each.name, Value(0.5)), SettingError);
    CHECK(config == Config(training_axes()));
  }
}

TEST_CASE("every axis of plain values can be set, and only to its own member") {
  for (const Axis& each : axes()) {
    if (each.is_choice()) continue;
    INFO(each.name);
    Config config(training_axes());
    CHECK(*each.parameter.fallback == config.value(each.name));
    const Value other = tryall::testing::other_value(each.parameter);
    config.set(each.name, other);
    CHECK(config.value(each.name) == other);
    CHECK(other != *each.parameter.fallback);
    CHECK(config_of(training_config(config), training_axes()) == config);
    CHECK_THROWS_AS(config.set(each.name, Choice{"sgd", {}}), SettingError);
    config.set(each.name, each.fallback());
    CHECK(config == Config(training_axes()));
  }
}

TEST_CASE("the axis of each setting reaches the member of its name") {
  Config config(training_axes());
  config.set("learning_rate", Value(0.25));
  config.set("epochs", Value(std::int64_t{9}));
  config.set("optimizer", Choice{"sgd", {}});
  config.set("regularizer", Choice{"l2", {}});
  config.set("histograms", tryall::List{std::int64_t{0}, std::int64_t{2}});
  const TrainingConfig typed = training_config(config);
  CHECK(typed.learning_rate == 0.25);
  CHECK(typed.epochs == 9);
  CHECK(typed.optimizer.name == "sgd");
  CHECK(typed.regularizer.name == "l2");
  CHECK(typed.histograms == std::vector<std::int64_t>{0, 2});
}

TEST_CASE("numbers outside an axis's range are refused and leave the config as it was") {
  Config config(training_axes());
  CHECK_THROWS_AS(config.set("learning_rate", Value(-0.1)), SettingError);
  CHECK_THROWS_AS(config.set("learning_rate", Value(0.0)), SettingError);
  CHECK_THROWS_AS(config.set("learning_rate", Value(std::string("fast"))), SettingError);
  CHECK_THROWS_AS(config.set("epochs", Value(std::int64_t{0})), SettingError);
  CHECK_THROWS_AS(config.set("epochs", Value(1.5)), SettingError);
  CHECK_THROWS_AS(config.set("batch_size", Value(std::int64_t{0})), SettingError);
  CHECK_THROWS_AS(config.set("learning_rat", Value(0.1)), SettingError);
  CHECK(config == Config(training_axes()));
}

TEST_CASE("a batch size of \"full\" is the whole training split, and survives completion") {
  Config config(training_axes());
  config.set("batch_size", Value(std::string("full")));
  CHECK(training_config(config).batch_size == tryall::train::full_batch);
  CHECK(with_defaults(training_config(config)).batch_size == tryall::train::full_batch);
  CHECK_THROWS_AS(config.set("epochs", Value(std::string("full"))), SettingError);
}

TEST_CASE("configs are equal and hash alike where their settings are, whichever copy they came from") {
  Config one(training_axes()), other = one;
  other.set("optimizer", Choice{"sgd", {}});
  CHECK(one != other);
  one.set("optimizer", Choice{"sgd", {}});
  CHECK(one == other);
  CHECK(one.hash() == other.hash());
  other.set("optimizer", Choice{"momentum", {{"momentum", 0.5}}});
  CHECK(one != other);
  CHECK(one.hash() != other.hash());
}

TEST_CASE(
    "a table of axes refuses names that are taken, reserved or no identifiers, and values without a "
    "default") {
  using tryall::AxisTable;
  using tryall::value_axis;
  const Axis depth =
      value_axis({.name = "depth", .type = tryall::Parameter::Type::integer, .fallback = std::int64_t{1}});
  CHECK(AxisTable({depth}).find("depth") != nullptr);
  CHECK_THROWS_AS(AxisTable({depth, depth}), tryall::Error);
  for (const char* name : {"", "seed", "two words", "2nd", "a.b", "quote\""}) {
    Axis axis = depth;
    axis.name = name;
    CHECK_THROWS_AS(AxisTable({axis}), tryall::Error);
  }
  CHECK_THROWS_AS(AxisTable({value_axis({.name = "width"})}), tryall::Error);
}

TEST_CASE("completing a config fills in every choice's defaults, and once is enough") {
  const TrainingConfig once = with_defaults(TrainingConfig{});
  CHECK(once.optimizer.number("beta1") == 0.9);
  CHECK(once.model.integers("hidden") == std::vector<std::int64_t>{128});
  CHECK(once.split.number("test") == 0.2);
  CHECK(once != TrainingConfig{});
  CHECK(with_defaults(once) == once);
}

TEST_CASE("completing a config refuses what its axes refuse") {
  const auto refused = [](auto change) {
    TrainingConfig config;
    change(config);
    CHECK_THROWS_AS(with_defaults(config), SettingError);
  };
  refused([](TrainingConfig& config) { config.learning_rate = -1; });
  refused([](TrainingConfig& config) { config.batch_size = -1; });
  refused([](TrainingConfig& config) { config.epochs = 0; });
  refused([](TrainingConfig& config) { config.scaler.name = "standart"; });
  refused([](TrainingConfig& config) { config.model.settings["depth"] = std::int64_t{3}; });
}

TEST_CASE("the families are those of the axes, each once") {
  const std::vector<const tryall::Family*> families = tryall::families();
  CHECK(std::set<const tryall::Family*>(families.begin(), families.end()).size() == families.size());
  for (const Axis& each : axes())
    if (each.is_choice()) CHECK(std::count(families.begin(), families.end(), each.family) == 1);
}
