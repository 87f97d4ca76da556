#include "tryall/sweeps/plan/tasks.hpp"

#include <algorithm>

#include "catch.hpp"
#include "configs.hpp"
#include "interrupting_trainers.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"

using tryall::sweeps::Branch;
using tryall::sweeps::execute;
using tryall::sweeps::make_plan;
using tryall::sweeps::make_tasks;
using tryall::sweeps::NativeTrainer;
using tryall::sweeps::Plan;
using tryall::sweeps::SqliteStore;
using tryall::sweeps::Task;
using tryall::testing::Separate;
using tryall::testing::sweep_of;
using tryall::testing::TemporaryFolder;

namespace {

Plan plan_of(const std::string& axes) {
  NativeTrainer trainer(".");
  return make_plan(
      sweep_of(R"({"base": {"dataset": "iris", "model": {"name": "mlp", "hidden": [4]}, "batch_size": 16},
                                "axes": )" +
               axes + "}"),
      trainer);
}

std::vector<std::size_t> all_of(const Plan& plan) {
  std::vector<std::size_t> list(plan.runs.size());
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = i;
  return list;
}

template <class Trainer>
std::string fingerprint_of(const Plan& plan, int jobs = 2) {
  const TemporaryFolder folder;
  Trainer trainer(".");
  SqliteStore store(folder / "runs.db");
  execute(plan, {.trainer = trainer, .store = store, .jobs = jobs});
  return tryall::sweeps::fingerprint(*tryall::sweeps::open_for_reading(folder / "runs.db"));
}

const char* const stepping =
    R"({"schedule": ["constant", {"name": "step", "every": [4, 6]}], "epochs": [2, 4, 10], "seed": {"count": 2}})";

}  // namespace

TEST_CASE("schedules that part later make a tree, each stretch of which is trained once") {
  const Plan plan = plan_of(stepping);
  REQUIRE(plan.runs.size() == 18);
  const std::vector<Task> tasks = make_tasks(plan, all_of(plan), true);
  REQUIRE(tasks.size() == 2);  // one a seed
  for (const Task& task : tasks) {
    REQUIRE(task.branches.size() == 3);
    CHECK_FALSE(task.branches[0].parent);
    CHECK(task.branches[0].runs.size() == 7);  // three of 2 epochs, three of 4, one of 10
    CHECK(task.branches[1].parent == 0U);
    CHECK(task.branches[1].from_epoch == 4);
    CHECK(task.branches[2].from_epoch == 6);
    CHECK(epochs_of(plan, task) == 10 + 6 + 4);
  }
  CHECK(epochs_of(plan, all_of(plan)) == 96);
}

TEST_CASE("schedules that change within epochs or know the end share nothing") {
  for (const char* other : {"cosine", "inverse_time", "reduce_on_plateau"}) {
    CAPTURE(other);
    const Plan plan = plan_of(std::string(R"({"schedule": ["constant", ")") + other + "\"], \"epochs\": 4}");
    CHECK(make_tasks(plan, all_of(plan), true).size() == 2);
  }
}

TEST_CASE("schedules that differ from the first epoch on are tasks of their own") {
  const Plan plan = plan_of(R"({"schedule": [{"name": "exponential", "factor": [0.9, 0.8]}], "epochs": 4})");
  // The first epoch is trained at factor 1 by both.
  const std::vector<Task> tasks = make_tasks(plan, all_of(plan), true);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].branches[1].from_epoch == 1);
  const Plan plain = plan_of(R"({"learning_rate": [0.1, 0.01], "epochs": [1, 2]})");
  CHECK(make_tasks(plain, all_of(plain), true).size() == 2);
}

TEST_CASE("runs that grow out of one another have the same bits as separate ones") {
  const Plan plan = plan_of(stepping);
  const std::string expected = fingerprint_of<Separate>(plan);
  CHECK(fingerprint_of<NativeTrainer>(plan, 1) == expected);
  CHECK(fingerprint_of<NativeTrainer>(plan, 3) == expected);
}

TEST_CASE("the order in which runs are trained makes no difference to any bit") {
  Plan plan = plan_of(stepping);
  const std::string expected = fingerprint_of<NativeTrainer>(plan);
  std::reverse(plan.runs.begin(), plan.runs.end());
  CHECK(fingerprint_of<NativeTrainer>(plan) == expected);
  std::rotate(plan.runs.begin(), plan.runs.begin() + 7, plan.runs.end());
  CHECK(fingerprint_of<NativeTrainer>(plan) == expected);
}

TEST_CASE("a warm-up before the schedule moves where trainings part, and the bits stay the same") {
  const Plan plan = plan_of(
      R"({"schedule": ["constant", {"name": "step", "every": 2}], "warmup": 1.5, "epochs": [3, 6],
          "optimizer": "momentum"})");
  const std::vector<Task> tasks = make_tasks(plan, all_of(plan), true);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].branches[1].from_epoch == 3);
  CHECK(fingerprint_of<NativeTrainer>(plan) == fingerprint_of<Separate>(plan));
}

TEST_CASE("what takes longest is begun first, within one seed") {
  const Plan plan = plan_of(R"({"epochs": [1, 5], "learning_rate": [0.1], "optimizer": ["sgd", "adam"],
                                "seed": {"count": 2}})");
  std::vector<Task> tasks = make_tasks(plan, all_of(plan), false);
  tryall::sweeps::Costs costs;
  for (const auto& group : plan.groups)
    costs.epoch_seconds.push_back(group.config.choice("optimizer").name == "adam" ? 100 : 1);
  put_long_first(plan, costs, tasks);
  std::vector<std::string> order;
  for (const Task& task : tasks) {
    const auto& run = plan.runs[task.branches[0].runs[0]];
    const auto& config = plan.groups[run.group].config;
    order.push_back(config.choice("optimizer").name + std::to_string(epochs_of(config)) + " " +
                    std::to_string(run.seed));
  }
  CHECK(order == std::vector<std::string>{"adam5 0", "adam1 0", "sgd5 0", "sgd1 0", "adam5 1", "adam1 1",
                                          "sgd5 1", "sgd1 1"});
}
