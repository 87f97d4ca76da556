// Above the store, SQL stands in one folder.
#include <filesystem>
#include <fstream>
#include <regex>

#include "catch.hpp"

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

bool is_source(const fs::path& file) { return file.extension() == ".cpp" || file.extension() == ".hpp"; }

/// "file: line" of the lines of sources in a folder, comments left out, in which the pattern is found.
Lines lines_with(const std::string& pattern, const std::string& folder, const std::string& but = "") {
  const fs::path root = TRYALL_SOURCE;
  const std::regex wanted(pattern), comment("^\\s*//.*");
  Lines found;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string name = fs::relative(entry.path(), root).generic_string();
    if (!entry.is_regular_file() || !is_source(entry.path()) || (!but.empty() && name.starts_with(but)))
      continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);)
      if (!std::regex_match(line, comment) && std::regex_search(line, wanted))
        found.push_back(name + ": " + line);
  }
  return found;
}

const std::string sqlite = "SQLiteCpp/|SQLite::|namespace SQLite|sqlite3\\.h";
const std::string statement = "(^|[^\\\\])\"(SELECT|INSERT|UPDATE|DELETE|PRAGMA|WITH) ";

}  // namespace

TEST_CASE("SQL and SQLite are found above the store in reports' results alone") {
  for (const std::string folder : {"reports", "cli"}) {
    CHECK(lines_with(sqlite, folder, "reports/src/results/") == Lines{});
    CHECK(lines_with(statement, folder, "reports/src/results/") == Lines{});
  }
  CHECK_FALSE(lines_with(sqlite, "reports/src/results").empty());
  CHECK_FALSE(lines_with(statement, "reports/src/results").empty());
}

TEST_CASE(
    "nothing above the reader of a store asks for the axes or metrics of this library's own trainings") {
  const std::string own = "train::metrics\\(|train::find_metric\\(|training_axes\\(|[^:>._a-z]axes\\(\\)";
  for (const std::string folder : {"compare", "query", "report", "figures"})
    CHECK(lines_with(own, "reports/src/" + folder) == Lines{});
}
