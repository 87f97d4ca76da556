#include <regex>
#include <set>

#include "catch.hpp"
#include "source_files.hpp"

using tryall::testing::SourceFile;

namespace {

/// Where SQL is at home.
const std::vector<std::string> homes = {"sweeps/src/store/", "sweeps/src/run/status.cpp",
                                        "reports/src/results/"};

/// A statement in a literal; one that a message quotes is an example for the user.
bool has_sql(const SourceFile& file) {
  static const std::regex statement(
      R"((^|[^\w"])(SELECT|INSERT (OR \w+ )?INTO|REPLACE INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|PRAGMA|ATTACH)\b)");
  for (const std::string& literal : file.string_literals())
    if (std::regex_search(literal, statement)) return true;
  return false;
}

/// A line of code, not of a comment, that names SQLite's or SQLiteCpp's own.
bool has_sqlite(const SourceFile& file) {
  static const std::regex own("(^|\n)(?!\\s*//)[^\n]*(SQLiteCpp/|SQLite::|namespace SQLite|sqlite3\\.h)");
  return std::regex_search(file.text, own);
}

bool at_home(const std::string& path) {
  for (const std::string& home : homes)
    if (path.starts_with(home)) return true;
  return false;
}

}  // namespace

TEST_CASE("literals are found in sources, and none in comments") {
  const SourceFile file{"a.cpp", "f(\"a\\\"b\"); // \"c\"\n/* \"d\" */ g('\"', R\"x(e\"f)x\", '\\'', \"\");"};
  CHECK(file.string_literals() == std::vector<std::string>{"a\\\"b", "e\"f", ""});
}

TEST_CASE("SQL is written in the store and in the results alone") {
  std::set<std::string> elsewhere;
  std::size_t found = 0;
  for (const SourceFile& file :
       tryall::testing::source_files({"lib", "sweeps", "reports", "everything", "cli"})) {
    if (!has_sql(file)) continue;
    ++found;
    if (!at_home(file.path)) elsewhere.insert(file.path);
  }
  CHECK(found > 10);
  CHECK(elsewhere == std::set<std::string>{});
}

TEST_CASE("SQLite is named above the store in the results' sources alone") {
  std::set<std::string> elsewhere;
  std::size_t found = 0;
  for (const SourceFile& file : tryall::testing::source_files({"reports", "everything", "cli"})) {
    if (!has_sqlite(file)) continue;
    ++found;
    if (!at_home(file.path)) elsewhere.insert(file.path);
  }
  CHECK(found > 0);
  CHECK(elsewhere == std::set<std::string>{});
}
