#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"

TEST_CASE("the guide's examples of sweeps are read, and have as many configs as they say") {
  std::ifstream file(TRYALL_DOCS "/guide.md");
  const std::string guide{std::istreambuf_iterator<char>(file), {}};
  const std::string begin = "```json\n", counted = "// ";
  std::size_t examples = 0;
  for (std::size_t at = guide.find(begin); at != std::string::npos; at = guide.find(begin, at + 1)) {
    const std::size_t text = at + begin.size();
    const std::string example = guide.substr(text, guide.find("```", text) - text);
    INFO(example);
    ++examples;
    const auto sweep = tryall::testing::sweep_of(example);
    if (const std::size_t count = example.find(counted); count != std::string::npos)
      CHECK(sweep.combinations() == std::stoull(example.substr(count + counted.size())));
  }
  CHECK(examples >= 5);
}
