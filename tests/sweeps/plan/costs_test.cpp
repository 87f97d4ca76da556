#include "tryall/sweeps/plan/costs.hpp"

#include "catch.hpp"
#include "configs.hpp"
#include "plans.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/run/remaining_work.hpp"

using tryall::sweeps::Costs;
using tryall::sweeps::estimate_costs;
using tryall::sweeps::NativeTrainer;
using tryall::sweeps::Plan;
using tryall::sweeps::RemainingWork;
using tryall::testing::all_runs;
using tryall::testing::sweep_of;

TEST_CASE("groups that differ in the learning rate alone are expected to take the same") {
  NativeTrainer trainer(".");
  const Plan plan = make_plan(
      sweep_of(
          R"({"base": {"dataset": "iris", "batch_size": 16}, "axes": {"learning_rate": [0.1, 0.01], "epochs": [1, 3],
                   "model": [{"name": "mlp", "hidden": [4]}, {"name": "mlp", "hidden": [512, 512]}]}})"),
      trainer);
  const Costs costs = estimate_costs(plan, all_runs(plan), trainer, 0.01);
  REQUIRE(costs.epoch_seconds.size() == plan.groups.size());
  CHECK(costs.timed == 2);
  std::map<std::int64_t, std::pair<double, double>> of_width;
  for (std::size_t i = 0; i < plan.groups.size(); ++i) {
    CHECK(costs.epoch_seconds[i] > 0);
    const auto found = of_width.emplace(plan.groups[i].config.choice("model").integers("hidden")[0],
                                        std::pair(costs.epoch_seconds[i], costs.run_bytes[i]));
    CHECK(found.first->second == std::pair(costs.epoch_seconds[i], costs.run_bytes[i]));
  }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // whose allocators do not tell mallinfo2
  constexpr double weights = 512.0 * 512 * sizeof(float);  // adam keeps two more, and there is the gradient
  CHECK(of_width.at(512).second > 4 * weights);
  CHECK(of_width.at(4).second < weights);
#endif
}

TEST_CASE("of many kinds of groups some are timed, and the others taken to be like the nearest") {
  NativeTrainer trainer(".");
  const Plan plan = make_plan(sweep_of(R"({"base": {"dataset": "iris", "model": "softmax", "batch_size": 16},
                   "axes": {"regularizer": {"name": "l2", "lambda": {"linear": [0.1, 6, 60]}}}})"),
                              trainer);
  const Costs costs = estimate_costs(plan, all_runs(plan), trainer, 0.001);
  CHECK(costs.timed == 24);
  for (const double seconds : costs.epoch_seconds) CHECK(seconds > 0);
}

TEST_CASE("without a run to time nothing is known, and every epoch counts the same") {
  tryall::testing::FakeTrainer trainer;
  const Plan plan = make_plan(sweep_of(R"({"axes": {"learning_rate": [0.1, 0.2]}})"), trainer);
  CHECK_FALSE(estimate_costs(plan, {}, trainer, 1).known());
  CHECK_FALSE(estimate_costs(plan, all_runs(plan), trainer, 1).known());  // it makes no steps
  CHECK(Costs{}.of_epoch(7) == 1);
  CHECK(Costs{}.bytes(7) == 0);
}

TEST_CASE("what is left takes its epochs' time, and the largest runs at once their memory") {
  tryall::testing::FakeTrainer trainer;
  const Plan plan = make_plan(
      sweep_of(R"({"base": {"epochs": 3}, "axes": {"optimizer": ["sgd", "adam"], "seed": {"count": 2}}})"),
      trainer);
  const Costs costs{.epoch_seconds = {1, 10}, .run_bytes = {100, 300}, .timed = 2};
  RemainingWork left = remaining_work(plan, {}, {.shares = false, .jobs = 3});
  add_costs(plan, costs, {.shares = false, .jobs = 3}, left);
  CHECK(left.epochs == 12);
  CHECK(left.seconds == 2 * 3 * (1 + 10));
  CHECK(left.bytes == 300 + 300 + 100);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a run's memory is counted with the checkpoint of its weights and of what the optimizer keeps") {
  NativeTrainer trainer(".");
  const Plan plan = make_plan(
      sweep_of(
          R"({"base": {"dataset": "iris", "model": {"name": "mlp", "hidden": [1024, 1024]}, "batch_size": "full"},
                   "axes": {"optimizer": ["sgd", "momentum", "adam"]}})"),
      trainer);
  const Costs costs = estimate_costs(plan, all_runs(plan), trainer, 0.01);
  constexpr double weights = 1024.0 * 1024 * sizeof(float);
  for (std::size_t kept = 0; kept < 3; ++kept) {  // buffers that the optimizer keeps
    INFO(kept);
    CHECK(costs.bytes(kept) > (5 + 4 * static_cast<double>(kept)) * weights);
    CHECK(costs.bytes(kept) < (10 + 4 * static_cast<double>(kept)) * weights);
  }
}
#endif
