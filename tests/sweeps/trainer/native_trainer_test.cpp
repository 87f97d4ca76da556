#include <cstring>

#include "catch.hpp"
#include "choices.hpp"
#include "configs.hpp"
#include "idx_files.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/plan/plan.hpp"

using tryall::Choice;
using tryall::Config;
using tryall::sweeps::make_plan;
using tryall::sweeps::NativeTrainer;
using tryall::sweeps::Plan;
using tryall::testing::idx_bytes;
using tryall::testing::sweep_of;
using tryall::testing::TemporaryFolder;

namespace {

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

/// Twenty training and two test images of 1 x 2 pixels, of two classes, in the folder "tiny".
struct Files {
  TemporaryFolder folder;

  Files() {
    std::string images, labels;
    for (int i = 0; i < 20; ++i) {
      images += static_cast<char>(3 * i);
      images += static_cast<char>(100 - i);
      labels += static_cast<char>(i % 2);
    }
    folder.write("tiny/train-images-idx3-ubyte", idx_bytes({20, 1, 2}, images));
    folder.write("tiny/train-labels-idx1-ubyte", idx_bytes({20}, labels));
    folder.write("tiny/t10k-images-idx3-ubyte", idx_bytes({2, 1, 2}, {7, 8, 9, 10}));
    folder.write("tiny/t10k-labels-idx1-ubyte", idx_bytes({2}, {1, 0}));
  }
};

const std::string tiny_base = R"("dataset": {"name": "idx", "folder": "tiny"}, "batch_size": 4, "epochs": 1)";

Plan plan_of_tiny(NativeTrainer& trainer, const std::string& axes) {
  return make_plan(sweep_of("{\"base\": {" + tiny_base + "}, \"axes\": " + axes + "}"), trainer);
}

}  // namespace

TEST_CASE("a trainer tells what a data set is, with its hash") {
  const Files files;
  NativeTrainer trainer(files.folder.path());
  const Choice choice = with_defaults(tryall::data::sources(), {"idx", {{"folder", std::string("tiny")}}});
  Config config = tryall::testing::config_of();
  config.set("dataset", choice);
  const auto facts = trainer.subject(config);
  CHECK(facts.name == "idx");
  CHECK(facts.samples == 22);
  CHECK(facts.test_samples == 2);
  CHECK(facts.features == 2);
  CHECK(facts.classes == 2);
  CHECK(facts.hash == tryall::sweeps::dataset_hash(tryall::data::load(choice, files.folder.path())));
}

TEST_CASE("the test share is no setting where the data bring a test set") {
  const Files files;
  NativeTrainer trainer(files.folder.path());
  CHECK(plan_of_tiny(trainer, R"({"split.test": [0.2, 0.3, 0.4]})").groups.size() == 1);
  CHECK(plan_of_tiny(trainer, R"({"split.test": [0.2, 0.3], "dataset": ["digits"]})").groups.size() == 2);
}

TEST_CASE("a batch larger than the training split is refused before anything is trained") {
  const Files files;
  NativeTrainer trainer(files.folder.path());
  CHECK(
      tryall::testing::message_of([&] { plan_of_tiny(trainer, R"({"batch_size": [4, 18, 19]})"); }) ==
      "batch_size 19 is larger than the 18 training samples of dataset 'idx'; use \"full\" for all of them");
  CHECK(plan_of_tiny(trainer, R"({"batch_size": [18, "full"]})").groups.size() == 2);
}

TEST_CASE("data that are missing are refused when the plan is made") {
  const TemporaryFolder empty;
  NativeTrainer trainer(empty.path());
  CHECK_THAT(tryall::testing::message_of([&] { plan_of_tiny(trainer, "{}"); }),
             ContainsSubstring("train-images-idx3-ubyte: no such file, plain or with .gz"));
}

TEST_CASE("a run is the one of the library, with the config of its group and its seed") {
  const Files files;
  NativeTrainer trainer(files.folder.path());
  const Plan plan = plan_of_tiny(trainer, "{}");
  const Config& config = plan.groups.front().config;
  const auto dataset = std::make_shared<const tryall::data::Dataset>(
      tryall::data::load(config.choice("dataset"), files.folder.path()));
  const auto typed = tryall::testing::typed(config);
  for (const std::uint64_t seed : {0U, 3U}) {
    const auto expected =
        tryall::train::run<float>(typed, seed, tryall::train::prepare(typed, seed, dataset));
    const auto result = trainer.run(config, seed, {});
    CHECK(result.outcome == tryall::train::Outcome::completed);
    CHECK(same_bits(result.final_values, expected.final_values));
    CHECK(result.curves == expected.curves);
  }
  CHECK(trainer.run(config, 0, {}).final_values != trainer.run(config, 3, {}).final_values);
}

TEST_CASE("a trainer carries out runs from more seeds than it keeps splits for") {
  const Files files;
  NativeTrainer trainer(files.folder.path());
  const Config config = plan_of_tiny(trainer, "{}").groups.front().config;
  const auto first = trainer.run(config, 0, {});
  for (std::uint64_t seed = 1; seed < 300; ++seed) trainer.normalized(config, seed);
  CHECK(same_bits(trainer.run(config, 0, {}).final_values, first.final_values));
}

TEST_CASE("what a trainer does not check makes no difference to its check") {
  NativeTrainer trainer("");
  std::size_t passed_on = 0;
  for (const char* base : {R"({"base": {"epochs": 1}})", R"({"base": {"dataset": "diabetes", "epochs": 1}})",
                           R"({"base": {"dataset": "rosenbrock", "epochs": 1}})"}) {
    const Config plain = sweep_of(base).config(0), checked = trainer.normalized(plain, 0);
    for (const tryall::Axis& axis : tryall::axes()) {
      if (trainer.looks_at(axis)) continue;
      CAPTURE(axis.name, base);
      ++passed_on;
      std::vector<Config> others;
      if (!axis.is_choice())
        others.emplace_back(plain).set(axis.name, tryall::testing::other_value(axis.parameter));
      else
        for (const auto* technique : axis.family->techniques)
          others.emplace_back(plain).set(axis.name,
                                         tryall::testing::default_choice(*axis.family, *technique));
      for (const Config& other : others) {
        Config expected = checked;
        expected.set(axis.name, other.setting(axis.name));
        CHECK(trainer.normalized(other, 0) == expected);
      }
    }
  }
  CHECK(passed_on >= 15);
}
