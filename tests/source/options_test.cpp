#include <regex>

#include "catch.hpp"
#include "source_files.hpp"

TEST_CASE("no message of the library of sweeps spells an option of the command line") {
  static const std::regex option("(^|[ `(])--[a-z]");
  for (const auto& file : tryall::testing::source_files({"sweeps"})) {
    if (file.path.ends_with("environment.cpp")) continue;  // asks git
    for (const std::string& literal : file.string_literals()) {
      CAPTURE(file.path, literal);
      CHECK_FALSE(std::regex_search(literal, option));
    }
  }
}
