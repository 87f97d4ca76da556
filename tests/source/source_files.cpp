#include "source_files.hpp"

#include <algorithm>
#include <filesystem>
#include <regex>

#include "temporary_folder.hpp"

namespace tryall::testing {
namespace {

/// Where the literal or comment that begins at `begin` ends: behind the next `end` that no backslash escapes.
std::size_t end_of(const std::string& text, std::size_t begin, const std::string& end) {
  std::size_t place = begin;
  while (place < text.size() && text.compare(place, end.size(), end) != 0)
    place += text[place] == '\\' ? 2 : 1;
  return std::min(place, text.size());
}

bool starts(const std::string& text, std::size_t place, const char* with) {
  return text.compare(place, std::char_traits<char>::length(with), with) == 0;
}

}  // namespace

std::vector<std::string> SourceFile::includes() const {
  static const std::regex include("#include \"([^\"]+)\"");
  std::vector<std::string> names;
  for (std::sregex_iterator match(text.begin(), text.end(), include), none; match != none; ++match)
    names.push_back((*match)[1]);
  return names;
}

std::vector<std::string> SourceFile::string_literals() const {
  std::vector<std::string> literals;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts(text, i, "//")) {
      i = std::min(text.find('\n', i), text.size());
    } else if (starts(text, i, "/*")) {
      i = std::min(text.find("*/", i), text.size());
    } else if (starts(text, i, "R\"")) {
      const std::size_t open = text.find('(', i);
      const std::size_t close = text.find(")" + text.substr(i + 2, open - i - 2) + "\"", open);
      literals.push_back(text.substr(open + 1, close - open - 1));
      i = text.find('"', close);
    } else if (text[i] == '"') {
      const std::size_t end = end_of(text, i + 1, "\"");
      literals.push_back(text.substr(i + 1, end - i - 1));
      i = end;
    } else if (starts(text, i, "'\"'") || starts(text, i, "'\\")) {
      i = end_of(text, i + 1, "'");
    }
  }
  return literals;
}

std::vector<SourceFile> source_files(const std::vector<std::string>& folders) {
  const std::filesystem::path root = TRYALL_REPOSITORY;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string ending = entry.path().extension().string();
      if (ending == ".cpp" || ending == ".hpp")
        files.push_back({entry.path().lexically_relative(root).generic_string(), read_file(entry.path())});
    }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace tryall::testing
