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

/// The words of a cell: a technique's name and its settings in parentheses are two.
std::vector<std::string> words_of_cell(const std::string& text) {
  std::vector<std::string> words;
  for (const std::string& word : words_of(text, " ")) {
    const std::size_t settings = std::min(word.find('('), word.size());
    if (settings > 0) words.push_back(word.substr(0, settings));
    if (settings < word.size()) words.push_back(word.substr(settings));
  }
  return words;
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
  return width_of(name) <= width ? std::vector{name} : filled(words_of(name, " _"), width);
}

std::vector<std::string> folded_cell(const std::string& text, std::size_t width) {
  return width_of(text) <= width ? std::vector{text} : filled(words_of_cell(text), width);
}

std::size_t narrowest_cell(const std::string& text) { return longest(words_of_cell(text)); }

std::size_t narrowest_name(const std::string& name) {
  std::size_t width = longest(words_of(name, " _"));
  for (; width < width_of(name); ++width) {
    const auto lines = folded_name(name, width);
    if (std::find(lines.begin(), lines.end(), underscore) == lines.end()) break;
  }
  return width;
}

}  // namespace tryall::reports
