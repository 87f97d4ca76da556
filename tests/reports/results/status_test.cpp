#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "records.hpp"

namespace status_test {

using namespace tryall::testing;
using tryall::Config;

namespace {

/// By seed: 0 completes, 1 diverges, 2 fails, 3 runs out of time.
tryall::train::RunResult by_seed(const Config&, std::uint64_t seed, const tryall::train::Hooks&) {
  if (seed == 1) return diverged_run();
  tryall::train::RunResult result = completed_run(0.5);
  if (seed == 2) result.outcome = tryall::Outcome::failed;
  if (seed == 3) result.outcome = tryall::Outcome::timed_out;
  return result;
}

const tryall::sweeps::SweepFacts& named(const std::vector<tryall::sweeps::SweepFacts>& sweeps,
                                        std::string_view name) {
  return *std::find_if(sweeps.begin(), sweeps.end(), [&](const auto& sweep) { return sweep.name == name; });
}

}  // namespace

TEST_CASE("status counts the runs of each sweep by outcome, shared and missing ones among them") {
  StoredSweeps stored;
  stored.train(R"({"name": "first", "axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 4}}})", by_seed);
  stored.train(R"({"name": "second", "axes": {"learning_rate": [0.2, 0.3], "seed": [1, 3]}})", by_seed);
  run_sql(
      stored.file(),
      "INSERT INTO sweep_runs(sweep_id, run_key) SELECT id, '00000000000000000000000000000000' FROM sweeps "
      "WHERE name = 'second'");
  const auto& store = stored.open();
  const auto sweeps = store.status();
  REQUIRE(sweeps.size() == 2);
  const auto& first = named(sweeps, "first");
  CHECK(first.runs == 8);
  CHECK(first.stored == 8);
  CHECK(first.diverged == 2);
  CHECK(first.failed == 2);
  CHECK(first.timed_out == 2);
  const auto& second = named(sweeps, "second");
  CHECK(second.runs == 5);
  CHECK(second.stored == 4);
  CHECK(second.diverged == 2);
  CHECK(second.failed == 0);
  CHECK(second.timed_out == 2);
  CHECK(store.counted_sweep("second").runs == 5);
  CHECK(store.counted_sweep("second").stored == 4);
}

}  // namespace status_test
