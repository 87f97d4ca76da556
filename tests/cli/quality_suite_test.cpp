// The quality suite (sweeps/suite/quality.json) against tests/golden/quality-baseline.json, which
// scripts/make-quality-baseline made: bit by bit where this program is built as that one was, else by
// quality.
#include "catch.hpp"
#include "tracked_program.hpp"
#include "tryall/sweeps/store/record.hpp"
#include "tryall/tracking/baseline.hpp"

using namespace tryall::testing;
using tryall::sweeps::Environment;

namespace {

const std::string baseline_file = TRYALL_GOLDEN "/quality-baseline.json";

bool built_alike(const Environment& one, const Environment& other) {
  return one.instruction_set == other.instruction_set && one.compiler == other.compiler &&
         one.eigen == other.eigen && one.libraries == other.libraries;
}

}  // namespace

TEST_CASE("quality suite: the results are those of the baseline") {
  const TemporaryFolder folder;
  const auto baseline = tryall::tracking::baseline_from_text(read_file(baseline_file), baseline_file);
  std::vector<std::string> words = {"check", "--against", baseline_file, "-q"};
  const bool exact = built_alike(baseline.environments.at(0), Environment::current());
  if (exact) words.emplace_back("--exact");
  const Finished check = run_tryall(words, folder.path());
  INFO(check.out + check.err);
  if (exact)
    CHECK(check.status == 0);
  else
    CHECK((check.status == 0 || check.status == 3));
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
