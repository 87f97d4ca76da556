#include <malloc.h>

#include "catch.hpp"
#include "plans.hpp"
#include "sweep_text.hpp"

namespace plan_memory_test {

using tryall::sweeps::make_plan;
using tryall::sweeps::NativeTrainer;
using tryall::sweeps::Plan;
using tryall::testing::sweep_of;

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // whose allocators do not tell mallinfo2

namespace {

double allocated_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
}

std::string spec(const std::string& axes) {
  return R"({"base": {"dataset": "iris", "model": "softmax", "batch_size": "full"}, "axes": )" + axes + "}";
}

}  // namespace

TEST_CASE("a plan takes at most 150 bytes a run, whatever makes it large") {
  for (
      const char* axes :
      {R"({"learning_rate": {"log": [0.001, 1, 200]}, "seed": {"count": 250}})",                     // seeds
       R"({"learning_rate": {"log": [0.001, 1, 5000]}, "warmup": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]})",  // groups
       R"({"learning_rate": {"log": [0.001, 1, 5000]}, "epochs": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]})",  // trees
       R"({"learning_rate": {"log": [0.001, 1, 5000]}, "batch_size": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]})",
       R"({"weight_decay": {"log": [0.001, 0.1, 500]}, "learning_rate": {"log": [0.001, 1, 100]}})"}) {
    INFO(axes);
    NativeTrainer trainer(".");
    tryall::sweeps::Sweep sweep = sweep_of(spec(axes));
    const double before = allocated_bytes();
    const Plan plan = make_plan(std::move(sweep), trainer);
    REQUIRE(plan.runs.size() == 50'000);
    CHECK((allocated_bytes() - before) / 50'000 < 150);
  }
}

#endif

TEST_CASE("a group of a plan is the same whenever it is asked for, as a whole or in parts") {
  NativeTrainer trainer(".");
  const Plan plan = make_plan(
      sweep_of(
          R"({"base": {"model": "softmax", "epochs": 2}, "axes": {"dataset": ["iris", "wine"], "learning_rate": [0.1, 0.2],
                   "batch_size": [8, "full"], "epochs": [1, 3], "seed": [1, 2]}})"),
      trainer);
  REQUIRE(plan.groups.size() == 16);
  std::size_t place = 0;
  for (const tryall::sweeps::PlannedGroup& group : plan.groups) {
    INFO(place);
    CHECK(group.config == plan.groups.config(place));
    CHECK(group.record.key == plan.groups.key(place).hex());
    CHECK(group.record.key == tryall::sweeps::group_key(group.config, group.record.subject.hash));
    CHECK(group.record.setting_key == tryall::sweeps::setting_key(group.config));
    CHECK(group.record.subject.name == group.config.choice("dataset").name);
    CHECK(group.trunk == plan.groups.trunk(place));
    CHECK(plan.groups.epochs(place) == epochs_of(group.config));
    ++place;
  }
  CHECK(plan.groups.subjects().size() == 2);
}

}  // namespace plan_memory_test
