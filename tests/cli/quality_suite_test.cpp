// The quality suite (sweeps/suite/quality.json) against tests/golden/quality-baseline.json, which
// scripts/make-quality-baseline made: bit by bit, on every machine.
#include "catch.hpp"
#include "tracked_program.hpp"
#include "tryall/tracking/baseline.hpp"

using namespace tryall::testing;

namespace {

const std::string baseline_file = TRYALL_GOLDEN "/quality-baseline.json";

}  // namespace

TEST_CASE("quality suite: the results are those of the baseline") {
  const TemporaryFolder folder;
  const Finished check = run_tryall({"check", "--against", baseline_file, "-q", "--exact"}, folder.path());
  INFO(check.out + check.err);
  CHECK(check.status == 0);
}

TEST_CASE("quality suite: the baseline is of the suite as it stands") {
  const TemporaryFolder folder;
  const Finished plan =
      run_tryall({"plan", TRYALL_RECIPES "/../suite/quality.json", "--format", "json"}, folder.path());
  INFO(plan.err);
  const auto baseline = tryall::tracking::baseline_from_text(read_file(baseline_file), baseline_file);
  const auto row = nlohmann::json::parse(plan.out)[0];
  CHECK(row["groups"] == baseline.groups.size());
  std::size_t runs = 0;
  for (const auto& group : baseline.groups) runs += group.runs.size();
  CHECK(row["runs"] == runs);
}
