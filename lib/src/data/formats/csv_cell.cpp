#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>

#include "decimal.hpp"
#include "missing_words.hpp"
#include "tryall/data/formats/csv.hpp"

namespace tryall::data {
namespace {

/// In small letters. Missing in every column, and in columns of numbers, as pandas and others write it.
constexpr std::string_view usual_words[] = {"na", "nan", "null", "?"};
constexpr std::string_view words_among_numbers[] = {
    "n/a",  "#n/a", "#na",    "<na>",    "#n/a n/a", "none",     "nil",    "missing", "-",       "--", ".",
    "-nan", "+nan", "1.#ind", "-1.#ind", "1.#qnan",  "-1.#qnan", "#null!", "#value!", "#div/0!", "nat"};

bool spells(std::string_view cell, std::string_view word) {
  return std::equal(cell.begin(), cell.end(), word.begin(), word.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

template <class Words>
bool is_one_of(std::string_view cell, const Words& words) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return spells(cell, word); });
}

/// Most cells, told without a look at the words: those are short, and none ends in a digit.
bool is_plainly_present(std::string_view cell) {
  constexpr std::size_t longest = 8;
  return cell.size() > longest || (!cell.empty() && cell.back() >= '0' && cell.back() <= '9');
}

}  // namespace

std::vector<std::string> listed_words(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view word = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

MissingWords::MissingWords(std::string_view words) : auto_(words == "auto") {
  if (auto_) return;
  words_ = listed_words(words);
  for (const std::string& word : words_)
    if (const auto number = number_in(word)) numbers_.push_back(*number);
}

bool MissingWords::everywhere(std::string_view cell) const {
  if (auto_) return data::is_missing(cell);
  return cell.empty() || std::find(words_.begin(), words_.end(), cell) != words_.end();
}

bool MissingWords::among_numbers(std::string_view cell) const {
  if (everywhere(cell)) return true;
  if (auto_) return !is_plainly_present(cell) && is_one_of(cell, words_among_numbers);
  if (numbers_.empty()) return false;
  const std::optional<double> number = number_in(cell);  // -999 is missing as -999.0, too
  return number && is_number(*number);
}

bool is_missing(std::string_view cell) {
  return !is_plainly_present(cell) && (cell.empty() || is_one_of(cell, usual_words));
}

std::optional<double> number_in(std::string_view cell) {
  double number = 0;
  if (plain_decimal(cell, number)) return number;
  if (is_missing(cell)) return std::nullopt;
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error == std::errc::invalid_argument || end != cell.data() + cell.size()) return std::nullopt;
  if (error != std::errc() || std::isnan(number)) return std::numeric_limits<double>::infinity();
  return number;
}

}  // namespace tryall::data
