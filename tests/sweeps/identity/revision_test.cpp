// A technique from outside has a revision, which is part of the keys of its runs.
#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/sweeps/plan/tasks.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace revision_test {

using tryall::Choice;
using tryall::Config;
using namespace tryall::sweeps;

namespace {

const std::string hash = "0123456789abcdef0123456789abcdef";

/// A trainer that knows sgd as "mine" as well, in some revision.
struct Revised {
  NativeTrainer trainer;

  explicit Revised(const std::string& revision) : trainer({.data = "", .library = library(revision)}) {}

  Config config() const {
    Config result(trainer.axes());
    result.set("optimizer", Choice{"mine", {}});
    return result;
  }
  static tryall::Library library(const std::string& revision) {
    tryall::Library result = tryall::standard_library();
    tryall::optim::OptimizerEntry entry = *result.optimizers.named("sgd");
    entry.about.name = "mine";
    entry.about.revision = revision;
    result.optimizers.add(entry);
    return result;
  }
};

Plan plan_of(Revised& revised, const std::string& text) {
  const Document document = Document::parse(text, "test.json");
  return make_plan(read_sweep(document, revised.trainer.vocabulary(), {}), revised.trainer);
}

}  // namespace

TEST_CASE("a revision that changed is another group and run, of the same settings") {
  const Revised none(""), one("1"), two("2");
  const auto key = [](const Revised& revised) { return group_key(revised.config(), hash); };
  CHECK(key(one) != key(two));
  CHECK(key(one) != key(none));
  CHECK(setting_key(one.config()) == setting_key(two.config()));
  CHECK(setting_key(one.config()) == setting_key(none.config()));
}

TEST_CASE("a library whose additions are not used changes no key") {
  const Revised one("1");
  CHECK(group_key(Config(one.trainer.axes()), hash) == group_key(tryall::testing::config_of(), hash));
}

TEST_CASE("a stored config has the revision, and reads back as the technique is now") {
  const Revised one("1"), two("2");
  CHECK(to_json(one.config())["optimizer"] == nlohmann::json({{"name", "mine"}, {"revision", "1"}}));
  CHECK(config_from_json(two.trainer.axes(), to_json(one.config())) == two.config());
  CHECK_FALSE(to_json(one.config())["init"].contains("revision"));
}

TEST_CASE("plans know groups by the revision") {
  Revised one("1"), two("2");
  const std::string text = R"({"axes": {"optimizer": ["sgd", "mine"], "epochs": 1}})";
  const auto first = plan_of(one, text), second = plan_of(two, text);
  const GroupRecord &sgd = first.groups[0].record, &mine = first.groups[1].record;
  CHECK(sgd.key == second.groups[0].record.key);
  CHECK(mine.key != second.groups[1].record.key);
  CHECK(mine.setting_key == second.groups[1].record.setting_key);
  CHECK(mine.key == group_key(first.groups[1].config, mine.subject.hash));
}

TEST_CASE("a plan of trainings that begin alike outlives its trainer and library") {
  const auto plan = [] {
    Revised one("1");
    return plan_of(one, R"({"base": {"optimizer": "mine"},
      "axes": {"schedule": ["constant", {"name": "step", "every": 4}], "epochs": [2, 8]}})");
  }();
  const std::vector<TrainingTask> tasks = make_tasks(plan, {0, 1, 2, 3}, true);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].run_count() == 4);
}

TEST_CASE("a sweep cannot set a revision, and may only repeat it") {
  Revised one("1");
  const auto with = [](const std::string& optimizer) {
    return R"({"base": {"optimizer": )" + optimizer + "}}";
  };
  CHECK(plan_of(one, with(R"({"name": "mine", "revision": "1"})")).groups.size() == 1);
  CHECK_THROWS_WITH(plan_of(one, with(R"({"name": "mine", "revision": "2"})")),
                    ContainsSubstring("'mine' is of revision \"1\" here, not \"2\""));
  CHECK_THROWS_WITH(plan_of(one, with(R"({"name": "sgd", "revision": "2"})")), ContainsSubstring("revision"));
}

}  // namespace revision_test
