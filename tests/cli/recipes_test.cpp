#include "catch.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

const std::filesystem::path recipes = TRYALL_RECIPES;

/// The sweeps of a folder, not of the folders within.
std::vector<std::filesystem::path> recipes_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  return files;
}

}  // namespace

TEST_CASE("every recipe can be planned, on the embedded data where its own are not there") {
  const TemporaryFolder folder;
  const auto files = recipes_in(recipes);
  CHECK(!files.empty());
  for (const auto& file : files) {
    const Finished plan = run_tryall({"plan", file.string(), "--set", "dataset=digits"}, folder.path());
    INFO(file.string() + "\n" + plan.err);
    CHECK(plan.status == 0);
  }
}

TEST_CASE("the lecture's recipes can be planned with what comes with the program, and are in the lecture") {
  const TemporaryFolder folder;
  const std::string lecture = read_file(std::filesystem::path(TRYALL_DOCS) / "lecture.md");
  const auto files = recipes_in(recipes / "lecture");
  CHECK(files.size() == 9);
  for (const auto& file : files) {
    const Finished plan = run_tryall({"plan", file.string()}, folder.path());
    INFO(file.string() + "\n" + plan.err);
    CHECK(plan.status == 0);
    CHECK(lecture.find("$ tryall run sweeps/recipes/lecture/" + file.filename().string() + "\n") !=
          std::string::npos);
    CHECK(plan.out.find("lecture-" + file.stem().string() + ":") != std::string::npos);
  }
}

TEST_CASE("the recipes of papers run, with one epoch and one seed, and are in docs/papers.md") {
  const TemporaryFolder folder;
  const std::string papers = read_file(std::filesystem::path(TRYALL_DOCS) / "papers.md");
  const auto files = recipes_in(recipes / "papers");
  CHECK(!files.empty());
  for (const auto& file : files) {
    const Finished run =
        run_tryall({"run", file.string(), "-q", "--set", "epochs=1", "--set", "seed=0"}, folder.path());
    INFO(file.string() + "\n" + run.err);
    CHECK(run.status == 0);
    CHECK(papers.find("$ scripts/reproduce " + file.stem().string() + "\n") != std::string::npos);
  }
}
