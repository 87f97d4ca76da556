#include "tryall/sweeps/plan/plan.hpp"

#include "catch.hpp"
#include "configs.hpp"
#include "plans.hpp"
#include "sweep_text.hpp"

using tryall::Config;
using tryall::sweeps::make_plan;
using tryall::sweeps::Plan;
using tryall::sweeps::PlannedRun;
using tryall::testing::FakeTrainer;
using tryall::testing::plan_of_axes;
using tryall::testing::sweep_of;

namespace {

/// A trainer for whom the split's test share makes no difference, and a learning rate above 10 is too large.
class PickyTrainer : public FakeTrainer {
 public:
  Config normalized(const Config& config, std::uint64_t seed) override {
    seeds.push_back(seed);
    if (config.number("learning_rate") > 10) throw tryall::Error(tryall::ErrorCode::bad_input, "too large");
    Config result = config;
    tryall::Choice split = config.choice("split");
    split.settings.erase("test");
    result.put(result.axes().index("split"), tryall::Setting(split));
    return result;
  }
  std::vector<std::uint64_t> seeds;
};

}  // namespace

TEST_CASE("a plan has a group for each config and a run for each group and seed") {
  const Plan plan =
      plan_of_axes(R"({"optimizer": ["sgd", "adam"], "epochs": [1, 2, 3], "seed": {"count": 5}})");
  CHECK(plan.groups.size() == 6);
  CHECK(plan.runs.size() == 30);
  CHECK(plan.run_keys().size() == 30);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(plan.groups[i].config == plan.sweep.config(i));
    CHECK(plan.groups[i].record.config == tryall::sweeps::canonical_text(plan.groups[i].config));
    CHECK(plan.groups[i].record.key == tryall::sweeps::group_key(plan.groups[i].config, "hash of digits"));
    CHECK(plan.groups[i].record.subject.name == "digits");
  }
}

TEST_CASE("every config comes with the first seed before any comes with the next") {
  const Plan plan = plan_of_axes(R"({"epochs": [1, 2, 3], "seed": [7, 4]})");
  REQUIRE(plan.runs.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    const PlannedRun& run = plan.runs[i];
    CHECK(run.group == i % 3);
    CHECK(run.seed == (i < 3 ? 7U : 4U));
    CHECK(run.key == tryall::sweeps::run_key(plan.groups[run.group].record.key, run.seed));
    CHECK(plan.run_keys()[i] == run.key);
  }
}

TEST_CASE("configs that come out as the same training are one group") {
  PickyTrainer trainer;
  const Plan plan =
      make_plan(sweep_of(R"({"axes": {"split.test": [0.1, 0.2, 0.3], "epochs": [1, 2]}})"), trainer);
  CHECK(plan.sweep.combinations() == 6);
  REQUIRE(plan.groups.size() == 2);
  CHECK(plan.runs.size() == 2);
  CHECK(plan.groups[0].config.choice("split").settings.count("test") == 0);
  CHECK(epochs_of(plan.groups[0].config) == 1);
  CHECK(epochs_of(plan.groups[1].config) == 2);
}

TEST_CASE("a config that cannot be trained is refused before anything is trained") {
  PickyTrainer trainer;
  const auto sweep = sweep_of(R"({"axes": {"learning_rate": [1, 10, 100], "seed": [3, 4]}})");
  CHECK_THROWS_WITH(make_plan(sweep, trainer), "too large");
  CHECK(trainer.calls().empty());
  CHECK(trainer.seeds == std::vector<std::uint64_t>{3, 3, 3});
}

TEST_CASE("configs are checked once for each combination of what the check looks at") {
  class Indifferent : public PickyTrainer {
    bool looks_at(const tryall::Axis& axis) const override { return axis.name != "epochs"; }
  };
  Indifferent trainer;
  const Plan plan = make_plan(
      sweep_of(R"({"axes": {"learning_rate": [1, 2], "epochs": [1, 2, 3], "split.test": [0.1, 0.2]}})"),
      trainer);
  CHECK(trainer.seeds.size() == 4);
  REQUIRE(plan.groups.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    const auto& group = plan.groups[i];
    CHECK(epochs_of(group.config) == static_cast<std::int64_t>(i % 3) + 1);
    CHECK(group.record.key == tryall::sweeps::group_key(group.config, "hash of digits"));
    CHECK(group.record.config == tryall::sweeps::canonical_text(group.config));
  }
}

TEST_CASE("runs that are stored are not missing, in whatever order") {
  const Plan plan = plan_of_axes(R"({"epochs": [1, 2], "seed": [0, 1]})");
  CHECK(plan.missing({}) == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(plan.missing({plan.runs[2].key, plan.runs[0].key, "unknown"}) == std::vector<std::size_t>{1, 3});
  CHECK(plan.missing({plan.runs[0].key, plan.runs[1].key, plan.runs[2].key, plan.runs[3].key}).empty());
}

TEST_CASE("a plan's spec says what was asked, however it was spelled") {
  const std::string spec = plan_of_axes(R"({"optimizer": ["sgd", "adam"], "seed": {"count": 2}})").spec();
  CHECK(spec ==
        plan_of_axes(R"({"seed": [0, 1], "optimizer": [{"type": "sgd"}, {"name": "adam", "beta1": 0.9}]})")
            .spec());
  CHECK(spec != plan_of_axes(R"({"optimizer": ["sgd", "adam"], "seed": {"count": 3}})").spec());
  CHECK(spec != plan_of_axes(R"({"optimizer": ["sgd"], "seed": {"count": 2}})").spec());
  CHECK(spec !=
        plan_of_axes(R"({"optimizer": ["sgd", "adam"], "epochs": [3], "seed": {"count": 2}})").spec());
  const auto parsed = nlohmann::json::parse(spec);
  CHECK(parsed["axes"]["seed"] == nlohmann::json{0, 1});
  CHECK(parsed["axes"]["optimizer"][0]["name"] == "sgd");
  CHECK(parsed["base"]["epochs"] == 5);
}

TEST_CASE("a short label has the axes that vary, by value, with names where a value alone says nothing") {
  const auto label = [](const std::string& axes, std::uint64_t index) {
    const auto sweep = sweep_of("{\"axes\": " + axes + "}");
    return short_label(sweep, sweep.config(index));
  };
  const std::string axes = R"({"optimizer": ["sgd", "adam"], "learning_rate": [0.1, 0.01], "init": ["he"]})";
  CHECK(label(axes, 3) == "adam learning_rate=0.01");
  CHECK(label(axes, 0) == "sgd learning_rate=0.1");
  CHECK(label(R"({"split.validation": [0.1, 0.2]})", 1) == "split=holdout(validation=0.2)");
  CHECK(label(R"({"batch_size": ["full", 8]})", 0) == "batch_size=full");
}

TEST_CASE("where no axis varies the label is the model") {
  const auto sweep = sweep_of(R"({"axes": {"model": [{"name": "mlp", "hidden": [8]}]}})");
  CHECK(short_label(sweep, sweep.config(0)) == "mlp(hidden=[8])");
}

TEST_CASE("a sweep over data of different tasks selects by the loss that all have, where it says nothing") {
  class Mixed : public tryall::testing::FakeTrainer {
    tryall::sweeps::Subject subject(const Config& config) override {
      auto facts = FakeTrainer::subject(config);
      if (config.choice("dataset").name == "diabetes") facts.task = tryall::Task::regression;
      return facts;
    }
  };
  Mixed mixed;
  for (const char* datasets :
       {R"(["diabetes", "digits"])", R"(["digits", "diabetes"])", R"(["wine", "diabetes", "iris"])"}) {
    const auto plan = make_plan(sweep_of(std::string(R"({"axes": {"dataset": )") + datasets + "}}"), mixed);
    CHECK(plan.sweep.objective.metric == "validation_loss");
  }
}

TEST_CASE("a sweep without an objective selects by what is usual for its data") {
  class Numbers : public tryall::testing::FakeTrainer {
    tryall::sweeps::Subject subject(const Config& config) override {
      auto facts = FakeTrainer::subject(config);
      facts.task = tryall::Task::regression;
      return facts;
    }
  };
  tryall::testing::FakeTrainer classes;
  Numbers numbers;
  CHECK(make_plan(sweep_of("{}"), classes).sweep.objective.metric == "validation_accuracy");
  const auto plan = make_plan(sweep_of("{}"), numbers);
  CHECK(plan.sweep.objective.metric == "validation_rmse");
  CHECK(plan.sweep.objective.direction == tryall::train::Direction::minimize);
  CHECK_THAT(tryall::testing::message_of(
                 [&] { make_plan(sweep_of(R"({"objective": {"metric": "test_accuracy"}})"), numbers); }),
             ContainsSubstring("the objective test_accuracy is not measured on dataset 'digits'"));
}
