#include <map>
#include <set>

#include "catch.hpp"
#include "source_files.hpp"

namespace {

/// Folders of techniques, a file and a line in a table each.
const std::set<std::string> technique_folders = {"lib/src/optim"};

}  // namespace

TEST_CASE("no folder has more than 25 sources, none of techniques more than 45") {
  std::map<std::string, std::size_t> counts;
  for (const auto& file :
       tryall::testing::source_files({"lib", "sweeps", "reports", "everything", "cli", "tests"}))
    if (file.path.ends_with(".cpp")) ++counts[file.path.substr(0, file.path.rfind('/'))];
  CHECK(counts.size() > 60);
  for (const auto& [folder, count] : counts) {
    CAPTURE(folder);
    CHECK(count <= (technique_folders.contains(folder) ? 45 : 25));
  }
}
