#include "tryall/reports/tables/folded.hpp"

#include <algorithm>
#include <string_view>

namespace tryall::reports {
namespace {

constexpr std::string_view blank = " ";
constexpr std::string_view underscore = "_";

/// The words, each character that parts them a word as well.
std::vector<std::string> words_of(const std::string& text, const std::string& between) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (between.find(c) == std::string::npos) {
      words.back() += c;
    } else {
      words.emplace_back(1, c);
      words.emplace_back();
    }
  }
  std::erase(words, "");
  return words;
}

/// Fills lines in turn; blanks at their ends are left out.
std::vector<std::string> filled(const std::vector<std::string>& words, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string& word : words) {
    if (!lines.back().empty() && width_of(lines.back()) + width_of(word) > width) lines.emplace_back();
    if (word != blank || !lines.back().empty()) lines.back() += word;
  }
  for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  if (lines.size() > 1) std::erase(lines, "");
  return lines;
}

std::size_t longest(const std::vector<std::string>& words) {
  std::size_t most = 0;
  for (const std::string& word : words) most = std::max(most, width_of(word));
  return most;
}

/// A number and its unit are one word.
std::vector<std::string> with_units(const std::vector<std::string>& words) {
  std::vector<std::string> joined;
  for (const std::string& word : words) {
    if ((word == "%" || word == "points") && joined.size() > 1 && joined.back() == blank) {
      joined.pop_back();
      joined.back() += " " + word;
    } else {
      joined.push_back(word);
    }
  }
  return joined;
}

/// The words of a cell: a technique's name and its settings in parentheses are two.
std::vector<std::string> words_of_cell(const std::string& text) {
  std::vector<std::string> words;
  for (const std::string& word : with_units(words_of(text, " "))) {
    const std::size_t settings = std::min(word.find('('), word.size());
    if (settings > 0) words.push_back(word.substr(0, settings));
    if (settings < word.size()) words.push_back(word.substr(settings));
  }
  return words;
}

/// The parts of a name, each with the sign that ends it: "epsilon_", "mode=", "inside".
std::vector<std::string> name_parts(const std::string& word) {
  std::vector<std::string> parts(1);
  for (const char c : word) {
    parts.back() += c;
    if (c == '_' || c == '=') parts.emplace_back();
  }
  std::erase(parts, "");
  return parts;
}

/// The words of a column's name, an axis and its value two: "learning", "_", "rate=", "0.1".
std::vector<std::string> words_of_name(const std::string& name) {
  std::vector<std::string> words;
  for (const std::string& word : words_of(name, " _")) {
    const auto parts = word == underscore ? std::vector{word} : name_parts(word);
    words.insert(words.end(), parts.begin(), parts.end());
  }
  return words;
}

/// The same words, but those that are wider than so much in their parts.
std::vector<std::string> broken(const std::vector<std::string>& words, std::size_t width) {
  std::vector<std::string> result;
  for (const std::string& word : words) {
    const auto parts = width_of(word) > width ? name_parts(word) : std::vector{word};
    result.insert(result.end(), parts.begin(), parts.end());
  }
  return result;
}

}  // namespace

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string> folded_text(const std::string& text, std::size_t width) {
  return width_of(text) <= width ? std::vector{text} : filled(words_of(text, " "), width);
}

std::vector<std::string> folded_name(const std::string& name, std::size_t width) {
  return width_of(name) <= width ? std::vector{name} : filled(words_of_name(name), width);
}

std::vector<std::string> folded_cell(const std::string& text, std::size_t width) {
  return width_of(text) <= width ? std::vector{text} : filled(broken(words_of_cell(text), width), width);
}

std::size_t narrowest_cell(const std::string& text) { return longest(words_of_cell(text)); }

std::size_t narrowest_broken_cell(const std::string& text) { return longest(broken(words_of_cell(text), 0)); }

std::size_t narrowest_name(const std::string& name) {
  std::size_t width = longest(words_of_name(name));
  for (; width < width_of(name); ++width) {
    const auto lines = folded_name(name, width);
    if (std::find(lines.begin(), lines.end(), underscore) == lines.end()) break;
  }
  return width;
}

}  // namespace tryall::reports
