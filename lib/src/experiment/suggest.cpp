#include "tryall/experiment/suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <optional>

#include "experiment/synonyms.hpp"

namespace tryall {
namespace {

using Strings = std::vector<std::string>;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_previous, previous(b.size() + 1), current(b.size() + 1);
  std::iota(previous.begin(), previous.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before_previous[j - 2] + 1);
    }
    before_previous = previous;
    previous = current;
  }
  return previous[b.size()];
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

/// "CosineAnnealingLR", "cosine-annealing_lr": cosine, annealing, lr.
Strings words_of(std::string_view name) {
  Strings words = {""};
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool joint = std::string_view("_- .").find(name[i]) != std::string_view::npos;
    const bool hump = is_upper(name[i]) && i > 0 &&
                      (!is_upper(name[i - 1]) ||
                       (i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1]))));
    if ((joint || hump) && !words.back().empty()) words.emplace_back();
    if (!joint) words.back() += lower(name[i]);
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string joined(const Strings& words) { return fmt::format("{}", fmt::join(words, "")); }

/// Empty of a single word.
std::string initials(const Strings& words) {
  std::string result;
  if (words.size() > 1)
    for (const std::string& word : words) result += word[0];
  return result;
}

/// How many words of the candidate are left over where each of the typed words begins one of them, in their
/// order.
std::optional<std::size_t> left_over(const Strings& typed, const Strings& candidate) {
  std::size_t next = 0;
  for (const std::string& word : typed) {
    if (word.size() < 2) return std::nullopt;
    while (next < candidate.size() && !candidate[next].starts_with(word)) ++next;
    if (next++ == candidate.size()) return std::nullopt;
  }
  return candidate.size() - typed.size();
}

/// What was typed, and the same in this library's words.
struct Typed {
  explicit Typed(std::string_view name)
      : words(words_of(name)), has_point(name.find('.') != std::string_view::npos) {
    for (const std::string& word : words)
      for (std::string& ours : words_of(translation(word))) translated.push_back(std::move(ours));
  }

  Strings words, translated;
  bool has_point;
};

/// The smaller, the nearer; nothing where no rule but the distance applies.
std::optional<std::size_t> rank_of(const Typed& typed, const Strings& candidate) {
  constexpr std::size_t by_words = 10, by_part = 100;
  if (typed.words.empty() || candidate.empty()) return std::nullopt;
  const std::string whole = joined(candidate), given = joined(typed.words);
  if (given == whole) return 0;
  if (joined(typed.translated) == whole) return 1;
  if (given == initials(candidate) || initials(typed.words) == whole) return 2;
  for (const Strings* words : {&typed.words, &typed.translated})
    if (const auto left = left_over(*words, candidate)) return by_words + *left;
  for (const Strings* words : {&typed.words, &typed.translated})
    if (candidate.size() < words->size() &&
        std::search(words->begin(), words->end(), candidate.begin(), candidate.end()) != words->end())
      return by_part + words->size() - candidate.size();
  return std::nullopt;
}

std::string_view behind_point(std::string_view name) { return name.substr(name.rfind('.') + 1); }

/// The rank of a candidate, or of what stands behind its point.
std::optional<std::size_t> best_rank(const Typed& typed, const std::string& candidate) {
  auto rank = rank_of(typed, words_of(candidate));
  if (rank) *rank *= 2;
  if (candidate.find('.') == std::string::npos || typed.has_point) return rank;
  const auto tail = rank_of(typed, words_of(behind_point(candidate)));
  return tail && (!rank || 2 * *tail + 1 < *rank) ? 2 * *tail + 1 : rank;
}

/// The names of the smallest rank in the bounds, in their order.
Strings by_rule(std::string_view name, const Strings& candidates, std::size_t largest_rank) {
  const Typed typed(name);
  constexpr std::size_t most = 3;
  std::size_t best = largest_rank;
  Strings found;
  for (const std::string& candidate : candidates) {
    const auto rank = best_rank(typed, candidate);
    if (!rank || *rank > best) continue;
    if (*rank < best) found.clear();
    best = *rank;
    if (found.size() < most && std::find(found.begin(), found.end(), candidate) == found.end())
      found.push_back(candidate);
  }
  return found;
}

/// The nearest, at most so many edits away.
Strings by_distance(std::string_view name, const Strings& candidates, std::size_t most_edits) {
  std::string typed(name);
  std::transform(typed.begin(), typed.end(), typed.begin(), lower);
  Strings best;
  std::size_t best_distance = most_edits + 1;
  for (const std::string& candidate : candidates) {
    std::size_t distance = edit_distance(typed, candidate);
    if (name.find('.') == std::string_view::npos)
      distance = std::min(distance, edit_distance(typed, behind_point(candidate)));
    if (distance < best_distance) {
      best_distance = distance;
      best = {candidate};
    }
  }
  return best;
}

/// Far as they may be.
Strings three_nearest(std::string_view name, Strings candidates) {
  constexpr std::size_t count = 3;
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::stable_sort(candidates.begin(), candidates.end(), [&](const std::string& a, const std::string& b) {
    return edit_distance(name, a) < edit_distance(name, b);
  });
  candidates.resize(std::min(count, candidates.size()));
  return candidates;
}

/// "'a'", "'a' or 'b'", "'a', 'b' or 'c'"
}  // namespace

std::string alternatives(const Strings& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += fmt::format("{}'{}'", i == 0 ? "" : i + 1 == names.size() ? " or " : ", ", names[i]);
  return text;
}

Strings near_names(std::string_view name, const Strings& candidates) {
  constexpr std::size_t same = 5, any = 1000, long_enough = 4;
  Strings found = by_rule(name, candidates, same);
  if (found.empty() && name.size() >= long_enough) found = by_distance(name, candidates, 1);
  if (found.empty()) found = by_rule(name, candidates, any);
  return found.empty() ? by_distance(name, candidates, std::max<std::size_t>(1, name.size() / 3)) : found;
}

std::string nearest_name(std::string_view name, const Strings& candidates) {
  const Strings near = near_names(name, candidates);
  return near.empty() ? "" : near.front();
}

std::string did_you_mean_or(std::string_view name, const Strings& candidates, std::string_view otherwise) {
  const Strings near = near_names(name, candidates);
  return near.empty() ? std::string(otherwise) : fmt::format(" (did you mean {}?)", alternatives(near));
}

std::string did_you_mean(std::string_view name, const Strings& candidates) {
  constexpr std::size_t listed = 20;
  if (const Strings near = near_names(name, candidates); !near.empty())
    return fmt::format(" (did you mean {}?)", alternatives(near));
  if (candidates.size() <= listed) return fmt::format(" (known: {})", fmt::join(candidates, ", "));
  return fmt::format(" (nearest: {})", fmt::join(three_nearest(name, candidates), ", "));
}

}  // namespace tryall
