// Runs that differ in their epochs alone are trained together; killed runs go on inside; nothing of this
// shows in the results.
#include <SQLiteCpp/Database.h>

#include "catch.hpp"
#include "configs.hpp"
#include "interrupting_trainers.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/plan/tasks.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/connection.hpp"

using tryall::sweeps::execute;
using tryall::sweeps::fingerprint;
using tryall::sweeps::make_plan;
using tryall::sweeps::make_tasks;
using tryall::sweeps::NativeTrainer;
using tryall::sweeps::open_for_reading;
using tryall::sweeps::Plan;
using tryall::sweeps::SqliteStore;
using tryall::sweeps::Summary;
using tryall::testing::all_runs;
using tryall::testing::checkpoint_answers;
using tryall::testing::Separate;
using tryall::testing::Stopping;
using tryall::testing::store_fingerprint;
using tryall::testing::sweep_of;
using tryall::testing::TemporaryFolder;
using Rows = std::vector<std::vector<std::string>>;

namespace {

constexpr const char* small_base =
    R"("base": {"dataset": "iris", "model": {"name": "mlp", "hidden": [4]}, "batch_size": 16})";

std::string spec(const std::string& axes) {
  return std::string("{\"name\": \"s\", ") + small_base + ", \"axes\": " + axes + "}";
}

const std::string five_budgets =
    spec(R"({"epochs": [1, 2, 5, 10, 20], "optimizer": ["sgd", "adam"], "seed": {"count": 2}})");

/// The fingerprint of the sweep trained run by run.
std::string undisturbed(const std::string& text, const TemporaryFolder& folder) {
  Separate trainer(".");
  const auto file = folder / "undisturbed.db";
  SqliteStore store(file);
  execute(make_plan(sweep_of(text), trainer), {.trainer = trainer, .store = store});
  return store_fingerprint(file);
}

/// Runs the sweep until its trainings have asked so often whether to stop.
void begin(const std::string& text, SqliteStore& store, int questions) {
  std::stop_source stop;
  Stopping trainer(stop, questions);
  CHECK(execute(make_plan(sweep_of(text), trainer),
                {.trainer = trainer, .store = store, .stop = stop.get_token()})
            .interrupted);
}

struct GoneOn {
  Summary summary;
  int resumed = 0;  ///< Trainings that began at a checkpoint.
};
GoneOn go_on(const std::string& text, SqliteStore& store) {
  std::stop_source never;
  Stopping trainer(never, -1);
  const Summary summary = execute(make_plan(sweep_of(text), trainer), {.trainer = trainer, .store = store});
  return {summary, trainer.resumed()};
}

}  // namespace

TEST_CASE("five budgets of a config and seed are one task, which trains the longest alone") {
  NativeTrainer trainer(".");
  const Plan plan = make_plan(sweep_of(five_budgets), trainer);
  REQUIRE(plan.runs.size() == 20);
  const auto tasks = make_tasks(plan, all_runs(plan), true);
  CHECK(tasks.size() == 4);
  CHECK(epochs_of(plan, tasks) == 80);
  CHECK(epochs_of(plan, make_tasks(plan, all_runs(plan), false)) == 152);
}

TEST_CASE("budgets are not shared where the schedule depends on them") {
  NativeTrainer trainer(".");
  const auto tasks_of = [&](const std::string& schedule) {
    const Plan plan =
        make_plan(sweep_of(spec(R"({"epochs": [1, 2], "schedule": [")" + schedule + "\"]}")), trainer);
    return make_tasks(plan, all_runs(plan), true).size();
  };
  CHECK(tasks_of("cosine") == 2);
  CHECK(tasks_of("one_cycle") == 2);
  CHECK(tasks_of("polynomial") == 2);
  CHECK(tasks_of("exponential") == 1);
  CHECK(tasks_of("reduce_on_plateau") == 1);
}

TEST_CASE("shared budgets have the same bits as separate ones, with one worker or several") {
  const TemporaryFolder folder;
  const std::string expected = undisturbed(five_budgets, folder);
  for (const int jobs : {1, 2, 8}) {
    INFO("jobs " << jobs);
    NativeTrainer trainer(".");
    const auto file = folder / ("jobs" + std::to_string(jobs) + ".db");
    SqliteStore store(file);
    const Summary summary = execute(make_plan(sweep_of(five_budgets), trainer),
                                    {.trainer = trainer, .store = store, .jobs = jobs});
    CHECK(summary.trained == 20);
    CHECK(store_fingerprint(file) == expected);
  }
}

TEST_CASE("a sweep that is stopped inside runs goes on there and ends with the same bits") {
  const TemporaryFolder folder;
  const std::string text = spec(R"({"epochs": [3, 12], "optimizer": ["momentum", "adam"], "dropout": 0.3})");
  const std::string expected = undisturbed(text, folder);
  for (const int after : {2, 9, 30, 77}) {
    INFO("stopped at update " << after);
    const auto file = folder / ("after" + std::to_string(after) + ".db");
    SqliteStore store(file);
    begin(text, store, after);
    CHECK(checkpoint_answers(file, "SELECT count(*) FROM checkpoints") == Rows{{"1"}});
    const GoneOn rest = go_on(text, store);
    CHECK_FALSE(rest.summary.interrupted);
    CHECK(rest.summary.stored == 4);
    CHECK(rest.resumed == 1);
    CHECK(store_fingerprint(file) == expected);
    CHECK(checkpoint_answers(file, "SELECT count(*) FROM checkpoints") == Rows{{"0"}});
  }
}

TEST_CASE("a checkpoint past the end of a missing shorter run is not gone on from") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  SqliteStore store(file);
  begin(spec(R"({"epochs": [12]})"), store, 60);  // in epoch 7
  REQUIRE(checkpoint_answers(file, "SELECT max(epochs_done) > 3 FROM checkpoints") == Rows{{"1"}});
  const std::string both = spec(R"({"epochs": [3, 12]})");
  CHECK(go_on(both, store).resumed == 0);
  CHECK(store_fingerprint(file) == undisturbed(both, folder));
}

TEST_CASE("a tree of stages that is stopped anywhere goes on there and ends with the same bits") {
  const TemporaryFolder folder;
  const std::string text = spec(
      R"({"schedule": ["constant", {"name": "step", "every": [2, 3]}], "epochs": [2, 5], "dropout": 0.2})");
  const std::string expected = undisturbed(text, folder);
  for (const int after :
       {1, 5, 17, 19, 21, 22, 25, 26, 29, 33, 40, 50, 60, 70}) {  // an epoch has 9 questions
    INFO("stopped at question " << after);
    const auto file = folder / ("after" + std::to_string(after) + ".db");
    SqliteStore store(file);
    begin(text, store, after);
    CHECK(go_on(text, store).summary.stored == 6);
    CHECK(store_fingerprint(file) == expected);
  }
}
