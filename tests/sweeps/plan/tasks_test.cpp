#include "tryall/sweeps/plan/tasks.hpp"

#include <algorithm>

#include "catch.hpp"
#include "configs.hpp"
#include "interrupting_trainers.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/connection.hpp"

using tryall::sweeps::Branch;
using tryall::sweeps::execute;
using tryall::sweeps::make_plan;
using tryall::sweeps::make_tasks;
using tryall::sweeps::NativeTrainer;
using tryall::sweeps::Plan;
using tryall::sweeps::SqliteStore;
using tryall::sweeps::TrainingTask;
using tryall::testing::all_runs;
using tryall::testing::Separate;
using tryall::testing::sweep_of;
using tryall::testing::TemporaryFolder;

namespace {

Plan iris_plan(const std::string& axes) {
  NativeTrainer trainer(".");
  return make_plan(
      sweep_of(R"({"base": {"dataset": "iris", "model": {"name": "mlp", "hidden": [4]}, "batch_size": 16},
                                "axes": )" +
               axes + "}"),
      trainer);
}

template <class Trainer>
std::string trained_fingerprint(const Plan& plan, int jobs = 2) {
  const TemporaryFolder folder;
  Trainer trainer(".");
  SqliteStore store(folder / "runs.db");
  execute(plan, {.trainer = trainer, .store = store, .jobs = jobs});
  return tryall::testing::store_fingerprint(folder / "runs.db");
}

const char* const stepping =
    R"({"schedule": ["constant", {"name": "step", "every": [4, 6]}], "epochs": [2, 4, 10], "seed": {"count": 2}})";

}  // namespace

TEST_CASE("schedules that part later make a tree, each stretch of which is trained once") {
  const Plan plan = iris_plan(stepping);
  REQUIRE(plan.runs.size() == 18);
  const std::vector<TrainingTask> tasks = make_tasks(plan, all_runs(plan), true);
  REQUIRE(tasks.size() == 2);  // one a seed
  for (const TrainingTask& task : tasks) {
    REQUIRE(task.branches.size() == 3);
    CHECK_FALSE(task.branches[0].parent);
    CHECK(task.branches[0].runs.size() == 7);  // three of 2 epochs, three of 4, one of 10
    CHECK(task.branches[1].parent == 0U);
    CHECK(task.branches[1].from_epoch == 4);
    CHECK(task.branches[2].from_epoch == 6);
    CHECK(epochs_of(plan, task) == 10 + 6 + 4);
  }
  CHECK(epochs_of(plan, all_runs(plan)) == 96);
}

TEST_CASE("schedules that change within epochs or know the end share nothing") {
  for (const char* other : {"cosine", "inverse_time", "reduce_on_plateau"}) {
    CAPTURE(other);
    const Plan plan =
        iris_plan(std::string(R"({"schedule": ["constant", ")") + other + "\"], \"epochs\": 4}");
    CHECK(make_tasks(plan, all_runs(plan), true).size() == 2);
  }
}

TEST_CASE("schedules that differ from the first epoch on are tasks of their own") {
  const Plan plan =
      iris_plan(R"({"schedule": [{"name": "exponential", "factor": [0.9, 0.8]}], "epochs": 4})");
  // The first epoch is trained at factor 1 by both.
  const std::vector<TrainingTask> tasks = make_tasks(plan, all_runs(plan), true);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].branches[1].from_epoch == 1);
  const Plan plain = iris_plan(R"({"learning_rate": [0.1, 0.01], "epochs": [1, 2]})");
  CHECK(make_tasks(plain, all_runs(plain), true).size() == 2);
}

TEST_CASE("runs that grow out of one another have the same bits as separate ones") {
  const Plan plan = iris_plan(stepping);
  const std::string expected = trained_fingerprint<Separate>(plan);
  CHECK(trained_fingerprint<NativeTrainer>(plan, 1) == expected);
  CHECK(trained_fingerprint<NativeTrainer>(plan, 3) == expected);
}

TEST_CASE("the order in which runs are trained makes no difference to any bit") {
  Plan plan = iris_plan(stepping);
  const std::string expected = trained_fingerprint<NativeTrainer>(plan);
  std::reverse(plan.runs.begin(), plan.runs.end());
  CHECK(trained_fingerprint<NativeTrainer>(plan) == expected);
  std::rotate(plan.runs.begin(), plan.runs.begin() + 7, plan.runs.end());
  CHECK(trained_fingerprint<NativeTrainer>(plan) == expected);
}

TEST_CASE("a warm-up before the schedule moves where trainings part, and the bits stay the same") {
  const Plan plan = iris_plan(
      R"({"schedule": ["constant", {"name": "step", "every": 2}], "warmup": 1.5, "epochs": [3, 6],
          "optimizer": "momentum"})");
  const std::vector<TrainingTask> tasks = make_tasks(plan, all_runs(plan), true);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].branches[1].from_epoch == 3);
  CHECK(trained_fingerprint<NativeTrainer>(plan) == trained_fingerprint<Separate>(plan));
}

TEST_CASE("what takes longest is begun first, within one seed") {
  const Plan plan = iris_plan(R"({"epochs": [1, 5], "learning_rate": [0.1], "optimizer": ["sgd", "adam"],
                                "seed": {"count": 2}})");
  std::vector<TrainingTask> tasks = make_tasks(plan, all_runs(plan), false);
  tryall::sweeps::Costs costs;
  for (const auto& group : plan.groups)
    costs.epoch_seconds.push_back(group.config.choice("optimizer").name == "adam" ? 100 : 1);
  put_long_first(plan, costs, tasks);
  std::vector<std::string> order;
  for (const TrainingTask& task : tasks) {
    const auto& run = plan.runs[task.branches[0].runs[0]];
    const auto& config = plan.groups[run.group].config;
    order.push_back(config.choice("optimizer").name + std::to_string(epochs_of(config)) + " " +
                    std::to_string(run.seed));
  }
  CHECK(order == std::vector<std::string>{"adam5 0", "adam1 0", "sgd5 0", "sgd1 0", "adam5 1", "adam1 1",
                                          "sgd5 1", "sgd1 1"});
}
