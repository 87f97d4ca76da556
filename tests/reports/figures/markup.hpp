#pragma once

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"

namespace tryall::testing {

/// What is wrong with the nesting of tags in XML, or in HTML with its elements that are never closed; empty
/// when nothing is.
inline std::string unbalanced_tags(const std::string& markup) {
  const std::set<std::string> without_end = {"!DOCTYPE", "meta"};
  std::vector<std::string> open;
  for (std::size_t start = markup.find('<'); start != std::string::npos;
       start = markup.find('<', start + 1)) {
    const std::size_t end = markup.find_first_of("<>", start + 1);
    if (end == std::string::npos || markup[end] == '<') return "a stray < at " + markup.substr(start, 40);
    const std::string tag = markup.substr(start + 1, end - start - 1);
    const std::string name = tag.substr(0, tag.find_first_of(" /\n", 1));
    if (tag.front() == '/') {
      if (open.empty() || "/" + open.back() != name) return "unexpected <" + tag + ">";
      open.pop_back();
    } else if (tag.back() != '/' && without_end.count(name) == 0) {
      open.push_back(name);
    }
  }
  return open.empty() ? "" : "left open: " + open.back();
}

/// Whether a number was written that is none.
inline bool shows_non_finite(std::string markup) {
  std::transform(markup.begin(), markup.end(), markup.begin(),
                 [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
  return markup.find("nan") != std::string::npos || markup.find("inf") != std::string::npos;
}

/// Checks what holds for every figure: balanced tags, no non-finite number, no ids that could clash.
inline void check_sound(const std::string& markup) {
  CHECK(unbalanced_tags(markup) == "");
  CHECK_FALSE(shows_non_finite(markup));
  CHECK_THAT(markup, !ContainsSubstring(" id="));
  CHECK_THAT(markup, StartsWith("<svg xmlns="));
}

inline std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace tryall::testing
