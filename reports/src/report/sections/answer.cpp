#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

using statistics::TieMark;

/// How a family's groups stand to its best.
struct Counts {
  std::size_t others = 0, tied = 0, behind = 0;

  std::size_t not_compared() const { return others - tied - behind; }
};

Counts counts_of(const SweepData& data, std::size_t family) {
  const Comparable& groups = data.board.families[family];
  return {.others = groups.groups - 1, .tied = groups.tied(), .behind = groups.behind()};
}

/// Why no group of the family is tied with or behind another; empty where they were tested.
std::string untested_text(const SweepData& data, std::size_t family) {
  const Comparable& groups = data.board.families[family];
  if (data.most_seeds() < 2)
    return groups.groups == 1 ? "One seed: the spread is unknown."
                              : "One seed each: the spread is unknown, so groups cannot be distinguished.";
  if (groups.groups == 1) return "";
  if (!groups.tested()) return "Fewer than 3 seeds each: too few to distinguish groups.";
  return groups.no_spread == groups.compared - 1 ? "All seeds give the same value, so nothing can be tested."
                                                 : "";
}

/// Of the first family, whose first group stands first.
std::string ties_text(const SweepData& data) {
  const Counts counts = counts_of(data, 0);
  if (std::string why = untested_text(data, 0); !why.empty()) return why;
  if (counts.others == 0) return "";
  if (data.board.standings.front().tie.mark != TieMark::best)
    return "It has too few seeds to be compared; differences are to the best of those that have 3.";
  if (counts.behind == counts.others) return "All others are significantly worse.";
  std::string text = counts.tied == 0   ? "No other is statistically tied with it"
                     : counts.tied == 1 ? "One other is statistically tied with it"
                                        : count_text(counts.tied) + " others are statistically tied with it";
  if (const std::size_t left = counts.not_compared(); left > 0)
    text += fmt::format("; {} not compared", left == 1 ? "one is" : count_text(left) + " are");
  return text + ".";
}

std::string families_text(const SweepData& data) {
  std::string text = families_note(data.board.families);
  text.front() = 'R';
  return text + ".";
}

/// "6 are behind it".
std::string counted_text(std::size_t count, const std::string& what) {
  return count_text(count) + (count == 1 ? " is " : " are ") + what;
}

/// "29 others: 6 are statistically tied with the best and 23 are behind it."
std::string family_finding(const SweepData& data, std::size_t family) {
  const Counts counts = counts_of(data, family);
  const std::string& label = data.board.families[family].label;
  const std::string of = label.empty() ? "" : " of " + label;
  if (counts.others == 0) return fmt::format("There is no other group{} to compare.", of);
  if (!data.board.families[family].tested())
    return fmt::format("{}{}, ranked by mean alone: nothing was tested.", plural(counts.others + 1, "group"),
                       of);
  if (std::string why = untested_text(data, family); !why.empty()) return why;
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, const std::string& what) {
    if (count == counts.others)
      parts.push_back((count == 1 ? "it is " : "all are ") + what);
    else if (count > 0)
      parts.push_back(counted_text(count, what));
  };
  add(counts.tied, "statistically tied with the best");
  add(counts.behind, counts.tied > 0 ? "behind it" : "behind the best");
  add(counts.not_compared(), "not compared");
  return fmt::format("{}{}: {}.", plural(counts.others, "other group"), of, joined(parts));
}

}  // namespace

std::string answer(const SweepData& data) {
  const std::size_t first = data.order.front();
  const GroupScore& best = data.scores[first];
  const Metric& metric = *data.objective;
  const bool one_family = data.board.families.size() == 1;
  const Comparable& family = data.board.families.front();
  std::string text = one_family ? "" : families_text(data) + " ";
  if (!best.has_value())
    return text + fmt::format("None of {}{} has a value of {}.", plural(family.groups, "group"),
                              one_family ? "" : " of " + family.label, metric_label(metric));
  text += family.groups == 1 ? std::string("The only group")
                             : fmt::format("Best of {} groups", count_text(family.groups));
  if (!one_family) text += " of " + family.label;
  text +=
      fmt::format(": {}: {} {}.", group_name(data, first), metric_label(metric), score_text(metric, best));
  if (best.failed > 0)
    text += fmt::format(" {} of its {} runs failed; no group is without failures.", best.failed,
                        data.groups[first].runs.size());
  else if (std::string more = ties_text(data); !more.empty())
    text += " " + more;
  return text;
}

std::string ties_finding(const SweepData& data) {
  std::string text;
  for (std::size_t family = 0; family < data.board.families.size(); ++family)
    text += (text.empty() ? "" : " ") + family_finding(data, family);
  return text;
}

}  // namespace tryall::reports
