#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

TEST_CASE("report prints the leaderboard and writes one page that needs nothing else") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  const Finished report = run_tryall({"report"}, folder.path());
  CHECK(report.status == 0);
  CHECK_THAT(report.out, StartsWith("rank  optimizer  learning_rate"));
  CHECK(report.err == "report: tiny.html\n");
  const std::string page = read_file(folder / "tiny.html");
  CHECK_THAT(page, StartsWith("<!DOCTYPE html>") && ContainsSubstring("default-src 'none'"));
  CHECK_THAT(page, ContainsSubstring("Leaderboard") && ContainsSubstring("learning_rate x optimizer") &&
                       ContainsSubstring("Learning curves"));
  CHECK_THAT(page, !ContainsSubstring("href=\"http") && !ContainsSubstring("src=") &&
                       !ContainsSubstring("<script") && !ContainsSubstring("url(") &&
                       !ContainsSubstring("@import"));

  REQUIRE(run_tryall({"report", "--output", "again.html"}, folder.path()).status == 0);
  CHECK(read_file(folder / "again.html") == page);
}

TEST_CASE("a report of a sweep that is not in the store says so and writes nothing") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  const Finished unknown = run_tryall({"report", "--sweep", "tinny"}, folder.path());
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, StartsWith("no sweep 'tinny' in the store (did you mean 'tiny'?)"));
  CHECK_FALSE(std::filesystem::exists(folder / "tinny.html"));
}
