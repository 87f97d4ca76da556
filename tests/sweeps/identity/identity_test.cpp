#include "tryall/sweeps/identity/identity.hpp"

#include <fstream>
#include <set>

#include "catch.hpp"
#include "choices.hpp"
#include "configs.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/numerics.hpp"
#include "tryall/sweeps/space/config_json.hpp"

using tryall::Axis;
using tryall::Config;
using tryall::data::Dataset;
using tryall::sweeps::dataset_hash;
using tryall::sweeps::group_key;
using tryall::sweeps::hash_text;
using tryall::sweeps::run_key;

namespace {

const std::string some_hash = "0123456789abcdef0123456789abcdef";

/// Three samples of two features, the last of them a test set.
Dataset tiny_dataset() {
  Dataset dataset{.name = "tiny", .shape = {2}, .features = 2, .classes = 2};
  dataset.values = tryall::Buffer<std::uint8_t>{1, 2, 3, 4, 5, 6};
  dataset.labels = {0, 1, 0};
  dataset.test_begin = 2;
  return dataset;
}

template <class Change>
std::string changed_hash(Change&& change) {
  Dataset dataset = tiny_dataset();
  change(dataset);
  return dataset_hash(dataset);
}

/// The default config with each other technique, each other setting and each other number, one at a time.
std::vector<Config> neighbours() {
  const Config origin = tryall::testing::config_of();
  std::vector<Config> result;
  for (const Axis& axis : tryall::axes()) {
    if (axis.name == "dataset") continue;
    Config config = origin;
    if (!axis.is_choice()) {
      config.set(axis.name, tryall::testing::other_value(axis.parameter));
      result.push_back(config);
      continue;
    }
    for (const auto* technique : axis.family->techniques)
      if (technique->name != origin.choice(axis.name).name) {
        config.set(axis.name, tryall::testing::default_choice(*axis.family, *technique));
        result.push_back(config);
      }
    for (const auto& parameter : axis.family->find(origin.choice(axis.name).name).parameters) {
      tryall::Choice choice = origin.choice(axis.name);
      choice.settings[parameter.name] = tryall::testing::example_value(parameter);
      config = origin;
      config.set(axis.name, choice);
      if (!(config == origin)) result.push_back(config);
    }
  }
  return result;
}

}  // namespace

TEST_CASE("texts are hashed by the 128 bits of XXH3") {
  // From the reference implementation: xxhsum -H2 of nothing.
  CHECK(hash_text("") == "99aa06d3014798d86001c324468d497f");
  CHECK(hash_text("a") != hash_text("b"));
}

// These keys are in people's stores. A change here makes tryall train again all that they have: intended only
// together with a new numerics_version, or when a setting is added that could not be said before.
TEST_CASE("keys of the default config are the ones that stores already hold") {
  REQUIRE(tryall::numerics_version == 5);
  const std::string key = group_key(tryall::testing::config_of(), some_hash);
  CHECK(key == "a34d226830f90fd603a6ada81eff28c8");
  CHECK(run_key(key, 0) == "2c8ad2a78105fccf6e7a6800e9ad579d");
  CHECK(dataset_hash(tryall::data::load({"digits", {}}, {})) == "d6bc31a77e42d9610cc3d3f9e8bcd233");
}

// What is at its default is not in a key, so a default may never change without a new numerics_version. The
// file has a line for each; what is new is added to it.
TEST_CASE("no default changes unnoticed") {
  std::ifstream file(TRYALL_GOLDEN "/defaults.txt");
  std::set<std::string> known;
  for (std::string line; std::getline(file, line);)
    if (!line.starts_with('#')) known.insert(line);
  CHECK(known.count("numerics_version " + std::to_string(tryall::numerics_version)) == 1);
  std::set<std::string> now = {"numerics_version " + std::to_string(tryall::numerics_version)};
  const Config defaults = tryall::testing::config_of();
  for (const Axis& axis : tryall::axes()) {
    now.insert(
        "axis " + axis.name + " " +
        (axis.is_choice() ? defaults.choice(axis.name).name : tryall::to_text(defaults.value(axis.name))));
    if (!axis.is_choice()) continue;
    for (const tryall::Technique* technique : axis.family->techniques)
      for (const tryall::Parameter& parameter : technique->parameters)
        now.insert(axis.name + " " + technique->name + " " + parameter.name + " " +
                   (parameter.fallback ? tryall::to_text(*parameter.fallback) : "required"));
  }
  for (const std::string& line : known) {
    INFO("changed or gone: " << line);
    CHECK(now.count(line) == 1);
  }
  for (const std::string& line : now) {
    INFO("new; add it to tests/golden/defaults.txt: " << line);
    CHECK(known.count(line) == 1);
  }
}

TEST_CASE("an axis and a setting at their defaults are not in a group's key") {
  Config spelled = tryall::testing::config_of(), left_out = spelled;
  tryall::Choice adam = spelled.choice("optimizer");
  adam.settings.erase("epsilon_mode");  // as if it did not exist yet
  left_out.put(left_out.axes().index("optimizer"), tryall::Setting(adam));
  CHECK(group_key(spelled, some_hash) == group_key(left_out, some_hash));
  adam.settings["epsilon_mode"] = std::string("inside");
  spelled.set("optimizer", adam);
  CHECK(group_key(spelled, some_hash) != group_key(left_out, some_hash));
}

TEST_CASE("a group's key differs with every axis and every setting") {
  const std::vector<Config> configs = neighbours();
  REQUIRE(configs.size() > 20);
  std::set<std::string> keys = {group_key(tryall::testing::config_of(), some_hash)};
  for (const Config& config : configs) keys.insert(group_key(config, some_hash));
  CHECK(keys.size() == configs.size() + 1);
}

TEST_CASE("a group's key depends on the data, not on what they are called or where they lie") {
  Config one = tryall::testing::config_of(), other = one;
  one.set("dataset", tryall::Choice{"idx", {{"folder", std::string("here")}, {"classes", std::int64_t{0}}}});
  other.set("dataset",
            tryall::Choice{"idx", {{"folder", std::string("there")}, {"classes", std::int64_t{2}}}});
  CHECK(group_key(one, some_hash) == group_key(other, some_hash));
  CHECK(group_key(one, some_hash) == group_key(tryall::testing::config_of(), some_hash));
  CHECK(group_key(one, some_hash) != group_key(one, "f" + some_hash.substr(1)));
}

TEST_CASE("a run's key differs with its group and its seed") {
  std::set<std::string> keys;
  for (const std::string group : {"a", "b", "a 1"})
    for (const std::uint64_t seed : {0U, 1U, 11U, 4294967295U}) keys.insert(run_key(group, seed));
  CHECK(keys.size() == 12);
}

TEST_CASE("a data set's hash does not depend on its name") {
  CHECK(changed_hash([](Dataset& dataset) { dataset.name = "other"; }) == dataset_hash(tiny_dataset()));
}

TEST_CASE("a data set's hash depends on every byte and on its shape") {
  const std::set<std::string> hashes = {
      dataset_hash(tiny_dataset()),
      changed_hash([](Dataset& d) { std::get<tryall::Buffer<std::uint8_t>>(d.values)[5] = 7; }),
      changed_hash([](Dataset& d) { std::get<tryall::Buffer<std::uint8_t>>(d.values)[0] = 0; }),
      changed_hash([](Dataset& d) { d.labels[2] = 1; }),
      changed_hash([](Dataset& d) { d.classes = 3; }),
      changed_hash([](Dataset& d) { d.test_begin = 3; }),
      changed_hash([](Dataset& d) {
        d.shape = {1, 2};
      }),
      changed_hash([](Dataset& d) { d.values = tryall::Buffer<float>{1, 2, 3, 4, 5, 6}; }),
      changed_hash([](Dataset& d) { d.imputation = tryall::data::Imputation::mean; }),
      changed_hash([](Dataset& d) { d.imputation = tryall::data::Imputation::median; }),
      changed_hash([](Dataset& d) {
        d.groups = {0, 1, 2};
      }),
      changed_hash([](Dataset& d) {
        d.groups = {0, 0, 1};
      }),
      changed_hash([](Dataset& d) {
        d.times = {1, 2, 3};
      }),
      changed_hash([](Dataset& d) {
        d.times = {1, 2, 4};
      }),
      changed_hash([](Dataset& d) {
        d.weights = {1, 2, 3};
      }),
      changed_hash([](Dataset& d) {
        d.weights = {1, 2, 4};
      })};
  CHECK(hashes.size() == 16);
  CHECK(changed_hash([](Dataset& d) { d.values = tryall::Buffer<std::uint8_t>(24, 0); }) !=
        changed_hash([](Dataset& d) { d.values = tryall::Buffer<float>(6, 0); }));  // of equal bytes
}
