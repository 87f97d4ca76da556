// The pages of docs/reference are written by the program itself.
#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "catch.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

const std::filesystem::path docs = TRYALL_DOCS;

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.insert(entry.path().filename().string());
  return names;
}

/// What stands between the fences of the text's blocks of JSON.
std::vector<std::string> examples_in(const std::string& text) {
  const std::string fence = "\n```json\n";
  std::vector<std::string> examples;
  for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    at += fence.size();
    examples.push_back(text.substr(at, text.find("\n```", at) - at));
  }
  return examples;
}

void check_plans(const TemporaryFolder& folder, const std::string& text) {
  for (const std::string& example : examples_in(text)) {
    folder.write("sweep.json", example);
    const Finished plan = run_tryall({"plan", "sweep.json"}, folder.path());
    INFO(example << "\n" << plan.err);
    CHECK(plan.status == 0);
  }
}

}  // namespace

TEST_CASE("the pages of docs/reference are those that tryall reference writes") {
  const TemporaryFolder folder;
  REQUIRE(run_tryall({"reference", "pages/reference"}, folder.path()).status == 0);
  const std::set<std::string> written = names_in(folder / "pages/reference");
  INFO("docs/reference is stale; run: tryall reference docs/reference (and remove pages that are no more)");
  CHECK(written == names_in(docs / "reference"));
  for (const std::string& name : written) {
    INFO(name);
    const bool same = read_file(folder / "pages/reference" / name) == read_file(docs / "reference" / name);
    CHECK(same);
  }
}

TEST_CASE("every example of a sweep in the reference can be planned") {
  const TemporaryFolder folder;
  for (const std::string& name : names_in(docs / "reference")) {
    const std::string page = read_file(docs / "reference" / name);
    INFO(name);
    CHECK(examples_in(page).size() == (name == "README.md" ? 0 : 1));
    check_plans(folder, page);
  }
}

TEST_CASE("every example of a sweep in the guide can be planned") {
  const TemporaryFolder folder;
  std::string rows = "rooms,area,district,rent\n";
  for (int area = 30; area < 80; ++area) rows += fmt::format("2,{}.5,north,{}\n", area, 10 * area);
  folder.write("flats.csv", rows);
  rows = "house,signed,trust,area,rent\n";
  for (int i = 0; i < 90; ++i)
    rows += fmt::format("h{},20{}-01-01,1,{}.5,{}\n", i / 3, 10 + i / 9, i, 10 * i);
  folder.write("rents.csv", rows);
  const std::string guide = read_file(docs / "guide.md");
  const std::size_t begin = guide.find("\n## Examples\n");
  REQUIRE(begin != std::string::npos);
  CHECK(examples_in(guide.substr(begin)).size() >= 6);
  check_plans(folder, guide.substr(begin));
}

TEST_CASE("reference says where it could not write") {
  const TemporaryFolder folder;
  folder.write("taken", "");
  const Finished failure = run_tryall({"reference", "taken"}, folder.path());
  CHECK(failure.status == 4);
  CHECK_THAT(failure.err, StartsWith("taken: cannot create the folder: "));
}
