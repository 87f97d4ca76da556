#include <algorithm>

#include "catch.hpp"
#include "configs.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/connection.hpp"

using tryall::sweeps::GroupRecord;
using tryall::sweeps::RunRecord;
using tryall::sweeps::SqliteStore;
using tryall::testing::completed_run;
using tryall::testing::config_with;
using tryall::testing::diverged_run;
using tryall::testing::group_record;
using tryall::testing::run_record;

namespace {

const GroupRecord& one() {
  static const GroupRecord group = group_record(config_with(0.1));
  return group;
}

const GroupRecord& other() {
  static const GroupRecord group = group_record(config_with(0.2));
  return group;
}

std::vector<RunRecord> runs() {
  return {run_record(one(), 0, completed_run(0.5)), run_record(one(), 1, diverged_run()),
          run_record(other(), 0, completed_run(0.1 + 0.2))};
}

std::string fingerprint_of_batches(const std::vector<std::vector<RunRecord>>& batches) {
  const tryall::testing::TemporaryFolder folder;
  SqliteStore store(folder / "runs.db");
  for (const auto& batch : batches) store.add(batch);
  return tryall::testing::store_fingerprint(folder / "runs.db");
}

/// The fingerprint after `change` of the first run.
template <class Change>
std::string changed(Change&& change) {
  std::vector<RunRecord> all = runs();
  change(all.front());
  return fingerprint_of_batches({all});
}

}  // namespace

TEST_CASE("the fingerprint depends neither on the order of runs nor on transactions") {
  std::vector<RunRecord> backwards = runs();
  std::reverse(backwards.begin(), backwards.end());
  CHECK(fingerprint_of_batches({backwards}) == fingerprint_of_batches({runs()}));
  CHECK(fingerprint_of_batches({{runs()[1]}, {runs()[0], runs()[2]}}) == fingerprint_of_batches({runs()}));
}

TEST_CASE("the fingerprint does not depend on how long a run took, nor on when") {
  CHECK(changed([](RunRecord& run) { run.result.wall_seconds = 17; }) == fingerprint_of_batches({runs()}));
  CHECK(changed([](RunRecord& run) { run.finished_at = "2030-01-01T00:00:00Z"; }) ==
        fingerprint_of_batches({runs()}));
}

TEST_CASE("the fingerprint changes with every part of a result") {
  std::vector<std::string> seen = {fingerprint_of_batches({runs()})};
  const auto check_new = [&](const std::string& found) {
    CHECK(std::count(seen.begin(), seen.end(), found) == 0);
    seen.push_back(found);
  };
  for (std::size_t i = 0; i < tryall::train::metric_count; ++i) {
    check_new(changed([&](RunRecord& run) { run.result.final_values[i] = 0.5000000000000001; }));
    check_new(
        changed([&](RunRecord& run) { run.result.final_values[i] = tryall::train::RunResult::missing(); }));
  }
  check_new(changed([](RunRecord& run) { run.result.curves[0][1] = 0.5000000000000001; }));
  check_new(changed([](RunRecord& run) { run.result.curves[1].pop_back(); }));
  check_new(changed([](RunRecord& run) { run.result.outcome = tryall::train::Outcome::pruned; }));
  check_new(changed([](RunRecord& run) { run.result.message = "m"; }));
  check_new(changed([](RunRecord& run) { ++run.result.epochs_done; }));
  check_new(changed([](RunRecord& run) { ++run.result.steps_done; }));
  check_new(changed([](RunRecord& run) { run = run_record(one(), 2, completed_run(0.5)); }));
  check_new(fingerprint_of_batches({{runs()[0], runs()[1]}}));
  check_new(fingerprint_of_batches({}));
}
