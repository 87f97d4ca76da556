#include <regex>
#include <set>

#include "catch.hpp"
#include "source_files.hpp"

TEST_CASE(
    "nothing above the reader of a store asks for the axes or metrics of this library's own trainings") {
  const std::regex own("train::metrics\\(|train::find_metric\\(|training_axes\\(|[^:>._a-z]axes\\(\\)");
  std::set<std::string> asking;
  for (const auto& file : tryall::testing::source_files(
           {"reports/src/compare", "reports/src/query", "reports/src/report", "reports/src/figures"}))
    if (std::regex_search(file.text, own)) asking.insert(file.path);
  CHECK(asking == std::set<std::string>{});
}
