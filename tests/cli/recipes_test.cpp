#include "catch.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

TEST_CASE("every recipe can be planned, on the embedded data where its own are not there") {
  const TemporaryFolder folder;
  std::size_t recipes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TRYALL_RECIPES)) {
    ++recipes;
    const Finished plan =
        run_tryall({"plan", entry.path().string(), "--set", "dataset=digits"}, folder.path());
    INFO(entry.path().string() + "\n" + plan.err);
    CHECK(plan.status == 0);
  }
  CHECK(recipes > 0);
}
