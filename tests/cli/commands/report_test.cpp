#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "json_schema.hpp"
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
  CHECK_THAT(page,
             StartsWith("<!DOCTYPE html>") && ContainsSubstring("default-src 'none'; script-src 'sha256-"));
  CHECK_THAT(page, !ContainsSubstring("src=\"http") && !ContainsSubstring("href=\"http") &&
                       !ContainsSubstring("{{TRYALL_REPORT_DATA}}"));

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

TEST_CASE("report writes just the files asked for, and prints Markdown where that is asked for") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  const Finished files =
      run_tryall({"report", "--json", "data.json", "--md", "tiny.md", "--format", "md"}, folder.path());
  CHECK(files.status == 0);
  CHECK(files.err ==
        "report: data.json\nreport: tiny.md\nreport: tiny-leaderboard.svg\nreport: tiny-interactions.svg\n"
        "report: tiny-curves.svg\nreport: tiny-pareto.svg\n");
  CHECK_FALSE(std::filesystem::exists(folder / "tiny.html"));
  CHECK_THAT(read_file(folder / "tiny.md"), ContainsSubstring("](tiny-curves.svg)"));
  CHECK_THAT(read_file(folder / "tiny-curves.svg"), StartsWith("<svg "));
  CHECK_THAT(files.out, StartsWith("## tiny\n\nWhich optimizer and learning rate"));
  const auto data = nlohmann::ordered_json::parse(read_file(folder / "data.json"));
  CHECK(report_errors(data) == std::vector<std::string>{});
  CHECK(data["runs"]["count"] == 8);
}

TEST_CASE("report writes to --output what the file's ending says") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  for (const auto& [file, begin] :
       {std::pair("a.html", "<!DOCTYPE html>"), std::pair("a.md", "## tiny\n"), std::pair("a.json", "{")}) {
    CAPTURE(file);
    CHECK(run_tryall({"report", "-o", file}, folder.path()).status == 0);
    CHECK_THAT(read_file(folder / file), StartsWith(begin));
    CHECK_FALSE(std::filesystem::exists(folder / "tiny.html"));
  }
  const Finished unknown = run_tryall({"report", "-o", "a.pdf"}, folder.path());
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, StartsWith("--output a.pdf: unknown ending .pdf; end the name in .html, "));
  CHECK_THAT(run_tryall({"report", "-o", "a.md", "--md", "b.md"}, folder.path()).err,
             StartsWith("--output a.md and --md b.md are two names for one file; give one"));
}

TEST_CASE("the command that a report gives for a run repeats the run") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  REQUIRE(run_tryall({"report", "--json", "data.json"}, folder.path()).status == 0);
  const auto data = nlohmann::json::parse(read_file(folder / "data.json"));
  CHECK(data["reproduce"] == "printf '{\"base\": %s}' {config} | tryall train /dev/stdin --seed {seed}");
  constexpr std::size_t run = 5;
  const auto& runs = data["runs"];
  const std::string config = data["groups"]["config"][runs["group"][run].get<std::size_t>()].dump();
  const Finished again = run_tryall(
      {"train", "/dev/stdin", "--seed", runs["seed"][run].dump(), "--format", "json"},
      {.folder = folder.path(), .before = {"sh", "-c", "printf '{\"base\": %s}' \"$0\" | \"$@\"", config}});
  REQUIRE(again.status == 0);
  const double value = nlohmann::json::parse(again.out).back()["validation_accuracy"];
  CHECK(value == Approx(runs["metrics"]["validation_accuracy"][run].get<double>()).epsilon(1e-5));
}
