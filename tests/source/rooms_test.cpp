#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "catch.hpp"
#include "source_files.hpp"

using tryall::testing::SourceFile;

namespace {

/// The rooms of the house from the ground up, docs/architecture.md: a file includes from its own room and
/// from those in the rows before its row.
const std::vector<std::vector<std::string>> rows_of_rooms = {
    {"lib"},
    {"lib/kernels"},
    {"lib/experiment"},
    {"lib/functions"},
    {"lib/data", "lib/init", "lib/nn", "lib/optim", "lib/regularize", "lib/schedule"},
    {"lib/train"},
    {"sweeps/space"},
    {"sweeps/identity"},
    {"sweeps/trainer"},
    {"sweeps/statistics", "sweeps/store"},
    {"sweeps/plan"},
    {"sweeps/search"},
    {"sweeps/run"},
    {"reports/figures", "reports/statistics", "reports/tables"},
    {"reports/results"},
    {"reports/query"},
    {"reports/compare"},
    {"reports/tracking"},
    {"reports/report"},
    {"reports/model"},
    {"everything"},
    {"cli/terminal"},
    {"cli"},
    {"cli/cluster"},
    {"cli/commands"},
};

/// "sweeps/store" of "sweeps/src/store/merge/merger.cpp" and of
/// "sweeps/include/tryall/sweeps/store/record.hpp".
std::string room_of(const std::string& path) {
  std::vector<std::string> steps;
  for (const auto& step : std::filesystem::path(path)) steps.push_back(step.string());
  std::size_t place = steps[0] == "cli" ? 1 : steps[1] == "src" ? 2 : 3;
  if (steps[place] == steps[0]) ++place;
  return place + 1 < steps.size() ? steps[0] + "/" + steps[place] : steps[0];
}

std::size_t row_of(const std::string& room) {
  const auto row = std::find_if(rows_of_rooms.begin(), rows_of_rooms.end(), [&](const auto& rooms) {
    return std::find(rooms.begin(), rooms.end(), room) != rooms.end();
  });
  return static_cast<std::size_t>(row - rows_of_rooms.begin());
}

/// The file that an include means, or nothing where it is none of ours.
std::string included(const std::string& from, const std::string& name, const std::set<std::string>& paths) {
  const std::string part = from.substr(0, from.find('/'));
  for (const std::string& folder :
       {from.substr(0, from.rfind('/')), part + "/src", std::string("cli"), part + "/include",
        std::string("everything/include"), std::string("reports/include"), std::string("sweeps/include"),
        std::string("sweeps/internal"), std::string("lib/include")}) {
    std::string path = (std::filesystem::path(folder) / name).lexically_normal().generic_string();
    if (paths.contains(path)) return path;
  }
  return {};
}

}  // namespace

TEST_CASE("every file stands in a room that has a place in the order") {
  for (const SourceFile& file :
       tryall::testing::source_files({"lib", "sweeps", "reports", "everything", "cli"})) {
    CAPTURE(file.path, room_of(file.path));
    CHECK(row_of(room_of(file.path)) < rows_of_rooms.size());
  }
}

TEST_CASE("no include runs back up the order of the rooms") {
  const auto files = tryall::testing::source_files({"lib", "sweeps", "reports", "everything", "cli"});
  std::set<std::string> paths;
  for (const SourceFile& file : files) paths.insert(file.path);
  std::set<std::string> upward;
  std::size_t resolved = 0;
  for (const SourceFile& file : files)
    for (const std::string& name : file.includes()) {
      const std::string path = included(file.path, name, paths);
      if (path.empty()) continue;
      ++resolved;
      const std::string from = room_of(file.path), to = room_of(path);
      if (from != to && row_of(to) >= row_of(from)) upward.insert(file.path + " -> " + to);
    }
  CHECK(resolved > 1000);
  CHECK(upward == std::set<std::string>{});
}
