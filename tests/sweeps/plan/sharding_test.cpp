#include "tryall/sweeps/plan/sharding.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "catch.hpp"
#include "plans.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/merge.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace sharding_test {

using namespace tryall::testing;
using tryall::sweeps::Costs;
using tryall::sweeps::make_shards;
using tryall::sweeps::part_of;
using tryall::sweeps::Plan;
using tryall::sweeps::Shard;

namespace {

/// 10,000 runs of 1 to 500 epochs.
const char* const ten_thousand = R"({"learning_rate": {"log": [0.001, 1, 50]},
    "epochs": [1, 2, 5, 10, 20, 50, 100, 500], "batch_size": [8, 16, 32, 64, 128], "seed": {"count": 5}})";

/// Between 1 ms and 2 s an epoch, of whatever a group's number says.
Costs uneven_costs(const Plan& plan) {
  Costs costs;
  for (std::size_t group = 0; group < plan.groups.size(); ++group)
    costs.epoch_seconds.push_back(0.001 * static_cast<double>(1 + group * 7919 % 2000));
  return costs;
}

double total_cost(const std::vector<Shard>& shards) {
  double sum = 0;
  for (const Shard& shard : shards) sum += shard.cost;
  return sum;
}

std::vector<std::size_t> all_of(const std::vector<Shard>& shards) {
  std::vector<std::size_t> runs;
  for (const Shard& shard : shards) runs.insert(runs.end(), shard.runs.begin(), shard.runs.end());
  std::sort(runs.begin(), runs.end());
  return runs;
}

}  // namespace

TEST_CASE(
    "10,000 runs over 8 shards: each is within 10 % of an eighth of the cost, no run is lost or doubled") {
  const Plan plan = plan_of_axes(ten_thousand);
  REQUIRE(plan.runs.size() == 10'000);
  const auto shards = make_shards(plan, all_runs(plan), uneven_costs(plan), {.count = 8});
  REQUIRE(shards.size() == 8);
  CHECK(all_of(shards) == all_runs(plan));
  const double ideal = total_cost(shards) / 8;
  double direct = 0;
  for (const auto& run : plan.runs)
    direct +=
        uneven_costs(plan).epoch_seconds[run.group] * static_cast<double>(plan.groups.epochs(run.group));
  CHECK(total_cost(shards) == Approx(direct));
  for (const Shard& shard : shards) {
    CHECK(shard.cost == Approx(ideal).epsilon(0.1));
    CHECK(std::is_sorted(shard.runs.begin(), shard.runs.end()));
  }
}

TEST_CASE("shards are a function of the plan, the costs and their number") {
  const Plan one = plan_of_axes(ten_thousand), other = plan_of_axes(ten_thousand);
  const auto first = make_shards(one, all_runs(one), {}, {.count = 7});
  const auto second = make_shards(other, all_runs(other), {}, {.count = 7});
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i].runs == second[i].runs);
}

TEST_CASE("runs of which nothing is known to cost anything are divided by their number") {
  const Plan plan = plan_of_axes(R"({"learning_rate": {"log": [0.001, 1, 10]}, "seed": {"count": 4}})");
  Costs nothing;
  nothing.epoch_seconds.assign(plan.groups.size(), 0.0);
  for (const Shard& shard : make_shards(plan, all_runs(plan), nothing, {.count = 8}))
    CHECK(shard.runs.size() == 5);
}

TEST_CASE("there are no more shards than tasks, and none of no runs") {
  const Plan plan = plan_of_axes(R"({"learning_rate": [0.1, 0.2, 0.3]})");
  CHECK(make_shards(plan, all_runs(plan), {}, {.count = 8}).size() == 3);
  CHECK(make_shards(plan, {}, {}, {.count = 8}).empty());
}

TEST_CASE("runs that begin alike stay in one shard") {
  tryall::sweeps::NativeTrainer trainer(".");
  const Plan plan = make_plan(sweep_of(R"({"base": {"dataset": "iris", "batch_size": 16},
                   "axes": {"epochs": [2, 4, 10], "learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 4}}})"),
                              trainer);
  const auto shards = make_shards(plan, all_runs(plan), {}, {.count = 5});
  std::map<std::pair<std::string, std::uint64_t>, std::set<std::size_t>> shards_of;
  for (std::size_t i = 0; i < shards.size(); ++i)
    for (const std::size_t run : shards[i].runs)
      shards_of[{plan.groups.trunk(plan.runs[run].group).hex(), plan.runs[run].seed}].insert(i);
  CHECK(shards_of.size() == 12);
  for (const auto& [beginning, in] : shards_of) CHECK(in.size() == 1);
}

TEST_CASE("shards that are trained apart and merged are the sweep, whole") {
  const TemporaryFolder folder;
  const Plan plan = plan_of_axes(R"({"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 3}})");
  const auto train = [&](const Plan& part, const std::string& name) {
    FakeTrainer trainer;
    tryall::sweeps::SqliteStore store(folder / name);
    return execute(part, {.trainer = trainer, .store = store}).trained;
  };
  CHECK(train(plan, "whole.db") == 9);
  tryall::sweeps::Merge merge{.sources = {}, .into = folder / "merged.db"};
  for (const Shard& shard : make_shards(plan, all_runs(plan), {}, {.count = 2})) {
    const std::string name = "shard" + std::to_string(merge.sources.size()) + ".db";
    CHECK(train(part_of(plan, shard.runs), name) == shard.runs.size());
    merge.sources.push_back(folder / name);
  }
  CHECK(tryall::sweeps::merge(merge).merged);
  CHECK(store_fingerprint(folder / "merged.db") == store_fingerprint(folder / "whole.db"));
}

TEST_CASE("a part of a search that adapts is trained in one round") {
  const Plan plan = plan_of(R"({"base": {"epochs": 4}, "axes": {"learning_rate": {"log": [0.001, 1, 8]}},
                                "search": {"name": "halving", "eta": 2}})");
  REQUIRE(plan.adapts());
  const Plan part = part_of(plan, {0, 3});
  CHECK_FALSE(part.adapts());
  CHECK(part.runs_to_train() == 2);
  CHECK(part.spec() == plan.spec());
}

}  // namespace sharding_test
