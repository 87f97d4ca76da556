#include "tryall/experiment/config.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "choices.hpp"
#include "tryall/error.hpp"

using tryall::axes;
using tryall::Axis;
using tryall::Choice;
using tryall::completed;
using tryall::Config;
using tryall::find_axis;
using tryall::SettingError;
using tryall::to_text;
using tryall::Value;
using tryall::testing::default_choice;

namespace {

const Axis& axis(std::string_view name) {
  const Axis* found = find_axis(name);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

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
      Config config;
      each.set(config, default_choice(*each.family, *technique));
      CHECK(each.choice(config).name == technique->name);
      CHECK(each.choice(config).settings.size() == technique->parameters.size());
      each.set(config, each.choice(Config{}));
      Config expected;
      each.set(expected, each.choice(expected));
      CHECK(config == expected);
    }
    Config config;
    CHECK_THROWS_AS(each.set(config, Choice{"no such thing", {}}), SettingError);
    CHECK(config == Config{});
  }
}

TEST_CASE("every axis of plain values can be set, and only to its own member") {
  for (const Axis& each : axes()) {
    if (each.is_choice()) continue;
    INFO(each.name);
    Config config;
    CHECK(each.parameter.fallback == each.value(config));
    const Value before = each.value(config);
    const Value other = tryall::testing::other_value(each.parameter);
    each.set(config, other);
    CHECK(each.value(config) == other);
    CHECK(each.value(config) != before);
    CHECK(each.value(config).index() == before.index());
    each.set(config, before);
    CHECK(config == Config{});
  }
}

TEST_CASE("the axis of each setting reaches the member of its name") {
  Config config;
  axis("learning_rate").set(config, Value(0.25));
  CHECK(config.learning_rate == 0.25);
  axis("epochs").set(config, Value(std::int64_t{9}));
  CHECK(config.epochs == 9);
  axis("optimizer").set(config, Choice{"sgd", {}});
  CHECK(config.optimizer.name == "sgd");
  axis("regularizer").set(config, Choice{"l2", {}});
  CHECK(config.regularizer.name == "l2");
}

TEST_CASE("numbers outside an axis's range are refused and leave the config as it was") {
  Config config;
  CHECK_THROWS_AS(axis("learning_rate").set(config, Value(-0.1)), SettingError);
  CHECK_THROWS_AS(axis("learning_rate").set(config, Value(0.0)), SettingError);
  CHECK_THROWS_AS(axis("learning_rate").set(config, Value(std::string("fast"))), SettingError);
  CHECK_THROWS_AS(axis("epochs").set(config, Value(std::int64_t{0})), SettingError);
  CHECK_THROWS_AS(axis("epochs").set(config, Value(1.5)), SettingError);
  CHECK_THROWS_AS(axis("batch_size").set(config, Value(std::int64_t{0})), SettingError);
  CHECK(config == Config{});
}

TEST_CASE("a batch size of \"full\" is the whole training split, and survives completion") {
  Config config;
  axis("batch_size").set(config, Value(std::string("full")));
  CHECK(config.batch_size == tryall::full_batch);
  CHECK(completed(config).batch_size == tryall::full_batch);
  CHECK_THROWS_AS(axis("epochs").set(config, Value(std::string("full"))), SettingError);
}

TEST_CASE("completing a config fills in every choice's defaults, and once is enough") {
  const Config once = completed(Config{});
  CHECK(once.optimizer.number("beta1") == 0.9);
  CHECK(once.model.integers("hidden") == std::vector<std::int64_t>{128});
  CHECK(once.split.number("test") == 0.2);
  CHECK(once != Config{});
  CHECK(completed(once) == once);
}

TEST_CASE("completing a config refuses what its axes refuse") {
  const auto refused = [](auto change) {
    Config config;
    change(config);
    CHECK_THROWS_AS(completed(config), SettingError);
  };
  refused([](Config& config) { config.learning_rate = -1; });
  refused([](Config& config) { config.batch_size = -1; });
  refused([](Config& config) { config.epochs = 0; });
  refused([](Config& config) { config.scaler.name = "standart"; });
  refused([](Config& config) { config.model.settings["depth"] = std::int64_t{3}; });
}

TEST_CASE("the families are those of the axes, each once") {
  const std::vector<const tryall::Family*> families = tryall::families();
  CHECK(std::set<const tryall::Family*>(families.begin(), families.end()).size() == families.size());
  for (const Axis& each : axes())
    if (each.is_choice()) CHECK(std::count(families.begin(), families.end(), each.family) == 1);
}
