// Code in the documents is code that is compiled.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "catch.hpp"

namespace documents_test {

namespace {

const std::filesystem::path root = TRYALL_ROOT;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  INFO(file.string());
  REQUIRE(stream);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The text without the first `indent` blanks of each line.
std::string unindented(const std::string& text, std::size_t indent) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    result += (line.size() > indent ? line.substr(indent) : "") + "\n";
    at = end + 1;
  }
  return result;
}

/// What stands between a line that ends in `opening` and a name, and the next line that has `closing` alone,
/// both indented alike: by that name, without the indentation.
std::map<std::string, std::string> pieces(const std::string& text, const std::string& opening,
                                          const std::string& closing) {
  std::map<std::string, std::string> result;
  for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    const std::size_t line = text.rfind('\n', at) + 1, name = at + opening.size();
    const std::size_t begin = text.find('\n', name) + 1;
    const std::string last = "\n" + std::string(at - line, ' ') + closing + "\n";
    const std::size_t end = text.find(last, begin - 1) + 1;
    result[text.substr(name, begin - 1 - name)] = unindented(text.substr(begin, end - begin), at - line);
    at = end;
  }
  return result;
}

/// The pieces of the outside project's sources, named in a comment.
std::map<std::string, std::string> package_pieces() {
  std::map<std::string, std::string> result;
  for (const auto& file : std::filesystem::directory_iterator(root / "tests/package"))
    if (file.path().extension() == ".cpp" || file.path().extension() == ".hpp")
      result.merge(pieces(text_of(file.path()), "// extending: ", "// end"));
  return result;
}

}  // namespace

TEST_CASE("the optimizer in CONTRIBUTING is the one that is compiled and tested") {
  const std::string text = text_of(root / "CONTRIBUTING.md"), fence = "   ```cpp\n";
  const std::size_t begin = text.find(fence) + fence.size();
  CHECK(unindented(text.substr(begin, text.find("   ```\n", begin) - begin), 3) ==
        text_of(root / "tests/lib/optim/sign.cpp"));
}

TEST_CASE("docs/extending.md shows the code of the outside project, all that is marked") {
  const auto shown = pieces(text_of(root / "docs/extending.md"), "```cpp ", "```");
  const auto compiled = package_pieces();
  CHECK(shown.size() > 5);
  for (const auto& [name, code] : compiled) {
    INFO(name);
    REQUIRE(shown.contains(name));
    CHECK(shown.at(name) == code);
  }
  CHECK(shown.size() == compiled.size());
}

}  // namespace documents_test
