#include "tryall/sweeps/space/space.hpp"

#include "catch.hpp"
#include "configs.hpp"
#include "plans.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/sweeps/space/config_json.hpp"

using tryall::Config;
using tryall::sweeps::axis_label;
using tryall::sweeps::make_plan;
using tryall::sweeps::Plan;
using tryall::testing::FakeTrainer;
using tryall::testing::plan_of;
using tryall::testing::sweep_of;

namespace {

using Texts = std::vector<std::string>;

/// The runs of a sweep in order, as what they have on these axes: "sgd 0.1 seed 0".
Texts runs(const std::string& text, const Texts& axes, const Texts& sets = {}) {
  const Plan plan = plan_of(text, sets);
  Texts result;
  for (const auto& run : plan.runs) {
    std::string line;
    for (const std::string& axis : axes)
      line += axis == "seed" ? "seed " + std::to_string(run.seed)
                             : axis_label(*tryall::find_axis(axis), plan.groups[run.group].config) + " ";
    if (line.back() == ' ') line.pop_back();
    result.push_back(line);
  }
  return result;
}

}  // namespace

TEST_CASE("what is zipped goes in step") {
  CHECK(runs(R"({"zip": {"optimizer": ["sgd", "adam"], "learning_rate": [0.1, 0.001]}})",
             {"optimizer", "learning_rate"}) == Texts{"sgd 0.1", "adam 0.001"});
}

TEST_CASE("a zip keeps values that come again, and a setting's values count one by one") {
  CHECK(runs(R"({"zip": {"optimizer": ["sgd", "sgd", "adam"], "learning_rate": [0.1, 0.2, 0.1]}})",
             {"optimizer", "learning_rate"}) == Texts{"sgd 0.1", "sgd 0.2", "adam 0.1"});
  CHECK(runs(R"({"zip": {"optimizer": [{"name": "momentum", "momentum": [0, 0.5]}, "sgd"],
                         "epochs": {"range": [1, 3, 1]}}})",
             {"optimizer", "epochs"}) ==
        Texts{"momentum(momentum=0) 1", "momentum(momentum=0.5) 2", "sgd 3"});
}

TEST_CASE("a zip multiplies with the axes beside it") {
  CHECK(runs(R"({"axes": {"epochs": [1, 2]}, "zip": {"init": ["he", "xavier"], "batch_size": [8, 16]}})",
             {"init", "batch_size", "epochs"}) == Texts{"he 8 1", "he 8 2", "xavier 16 1", "xavier 16 2"});
}

TEST_CASE("whole spaces go in step, each with combinations of its own") {
  CHECK(runs(R"({"zip": [{"axes": {"epochs": [1, 2], "init": ["he", "zeros"]}},
                         {"axes": {"learning_rate": [0.1, 0.2, 0.3, 0.4]}}]})",
             {"init", "epochs", "learning_rate"}) ==
        Texts{"he 1 0.1", "he 2 0.2", "zeros 1 0.3", "zeros 2 0.4"});
}

TEST_CASE("spaces of a union stand side by side, each over its own base") {
  CHECK(runs(R"({"base": {"epochs": 7, "init": "zeros"},
                 "union": [{"base": {"optimizer": "sgd", "epochs": 3}, "axes": {"learning_rate": [0.1, 1]}},
                           {"base": {"optimizer": "adam"}, "axes": {"learning_rate": [0.001]}}, {}]})",
             {"optimizer", "learning_rate", "epochs", "init"}) ==
        Texts{"sgd 0.1 3 zeros", "sgd 1 3 zeros", "adam 0.001 7 zeros"});  // the last is adam's default
}

TEST_CASE("a base inside a space yields to what the space itself says") {
  CHECK(runs(
            R"({"union": [{"base": {"epochs": 3}, "union": [{"axes": {"epochs": [1]}},
              {"axes": {"init": ["he"]}}]}]})",
            {"epochs"}) == Texts{"1", "3"});
}

TEST_CASE("unions multiply with what is beside them and nest in products") {
  const Texts all = {"sgd 1", "sgd 2", "adam 1", "adam 2"};
  CHECK(runs(
            R"({"axes": {"epochs": [1, 2]}, "union": [{"base": {"optimizer": "sgd"}},
              {"base": {"optimizer": "adam"}}]})",
            {"optimizer", "epochs"}) == all);
  CHECK(runs(R"({"product": [{"union": [{"axes": {"optimizer": "sgd"}}, {"axes": {"optimizer": "adam"}}]},
                             {"product": [{"axes": {"epochs": [1, 2]}}]}]})",
             {"optimizer", "epochs"}) == all);
}

TEST_CASE("a zip of unions leaves to the base what a row does not say") {
  CHECK(runs(R"({"base": {"epochs": 9},
                 "zip": [{"union": [{"axes": {"epochs": [1, 2]}}, {"axes": {"init": ["xavier"]}}]},
                         {"axes": {"batch_size": [8, 16, 32]}}]})",
             {"epochs", "init", "batch_size"}) == Texts{"1 he 8", "2 he 16", "9 xavier 32"});
}

TEST_CASE("a dotted axis goes into the choices that stand anywhere around it") {
  CHECK(runs(R"({"axes": {"optimizer": ["sgd", "momentum"]},
                 "union": [{"axes": {"optimizer.momentum": [0.1, 0.2]}}, {"base": {"epochs": 1}}]})",
             {"optimizer", "epochs"}) ==
        Texts{"sgd 5", "momentum(momentum=0.1) 5", "momentum(momentum=0.2) 5", "sgd 1", "momentum 1"});
  CHECK(runs(R"({"zip": {"model.hidden": [[64], [32]], "learning_rate": [0.1, 0.2]}})",
             {"model", "learning_rate"}) == Texts{"mlp(hidden=[64]) 0.1", "mlp(hidden=[32]) 0.2"});
}

TEST_CASE("seeds stand in any part of a space") {
  const Texts both = {"sgd seed 1", "adam seed 2", "adam seed 3"};
  CHECK(runs(
            R"({"union": [{"axes": {"optimizer": "sgd", "seed": 1}}, {"axes": {"optimizer": "adam",
              "seed": [2, 3]}}]})",
            {"optimizer", "seed"}) == both);
  CHECK(runs(R"({"zip": {"optimizer": ["sgd", "adam", "adam"], "seed": [1, 2, 3]}})",
             {"optimizer", "seed"}) == both);
  CHECK(runs(R"({"union": [{"axes": {"optimizer": "sgd"}}, {"axes": {"optimizer": "adam", "seed": [4]}}]})",
             {"optimizer", "seed"}) == Texts{"sgd seed 0", "adam seed 4"});
}

TEST_CASE("spaces that overlap have each training once, with the seeds of all") {
  const Plan plan = plan_of(R"({"union": [{"axes": {"epochs": [1, 2], "seed": [0, 1]}},
                                          {"axes": {"epochs": [2, 3], "seed": [1, 2]}}]})");
  CHECK(plan.groups.size() == 3);
  CHECK(plan.runs.size() == 7);
  CHECK(plan.sweep.combinations() == 4);
  CHECK(plan.sweep.seeds == std::vector<std::uint64_t>{0, 1, 2});
}

TEST_CASE(
    "a sweep's axes are all that come up, the base's settings among them where a space leaves it to them") {
  const auto sweep = sweep_of(R"({"base": {"optimizer": "sgd"},
                                  "union": [{"axes": {"optimizer": ["adam"], "epochs": [1]}},
                                      {"axes": {"epochs": [1, 2]}}]})");
  REQUIRE(sweep.axes.size() == 2);
  CHECK(sweep.axes[0].axis->name == "optimizer");
  CHECK(sweep.axes[0].settings.size() == 2);
  CHECK(sweep.axes[1].settings.size() == 2);
}

TEST_CASE("a plan's spec reads back as the same plan, whatever the space") {
  for (const char* text :
       {R"({"axes": {"epochs": [1, 2], "seed": [3, 4]}})",
        R"({"base": {"init": "zeros"}, "zip": {"epochs": [1, 2], "seed": [3, 4]},
           "axes": {"optimizer": ["sgd", "adam"]}})",
        R"({"union": [{"axes": {"optimizer": "sgd"}}, {"axes": {"optimizer.beta1": [0.1, 0.2],
           "seed": [1]}}]})",
        R"({"axes": {"epochs": [1, 2, 3], "batch_size": [8, "full"], "seed": {"count": 3}},
            "exclude": [{"epochs": 2, "batch_size": "full"}, {"epochs": 1, "seed": {"above": 0}}]})"}) {
    const Plan plan = plan_of(text), again = plan_of(plan.spec());
    CHECK(again.run_keys() == plan.run_keys());
    CHECK(again.spec() == plan.spec());
  }
}

TEST_CASE("an override gives the axis its values in the whole sweep") {
  const std::string text = R"({"base": {"epochs": 9}, "union": [{"axes": {"epochs": [1, 2], "init": ["he"]}},
                                                               {"base": {"epochs": 3, "init": "zeros"}}]})";
  CHECK(runs(text, {"init", "epochs"}, {"epochs=4,5"}) == Texts{"he 4", "he 5", "zeros 4", "zeros 5"});
  CHECK(runs(text, {"init", "seed"}, {"seed=7"}) == Texts{"he seed 7", "he seed 7", "zeros seed 7"});
}

TEST_CASE("an override of what is zipped takes its place in the zip") {
  const std::string text = R"({"zip": {"epochs": [1, 2], "batch_size": [8, 16]}})";
  CHECK(runs(text, {"batch_size", "epochs"}, {"epochs=4,5"}) == Texts{"8 4", "16 5"});
  CHECK(tryall::testing::refusal(text, {"epochs=4"}) ==
        "--set epochs=4: the parts of a zip need equal lengths, but batch_size has length 2 and epochs has "
        "length 1");
}
