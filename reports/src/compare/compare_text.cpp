#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tryall/reports/compare/compare.hpp"
#include "tryall/reports/results/quantities.hpp"

namespace tryall::reports {
namespace {

std::string of_metric(const Comparison& c) {
  return c.metric.share ? fmt::format("points of {}", c.metric.name) : fmt::format("of {}", c.metric.name);
}

/// "0.43 points of test_accuracy [0.10, 0.76]".
std::string gain_text(const Comparison& c) {
  if (std::isinf(c.gain)) return "finishing more runs";
  std::string text = difference_text(c.metric, c.gain, c.low, c.high);
  std::erase(text, '+');
  for (const char* end : {"-inf", "inf"})  // where runs diverged
    if (const auto place = text.find(end); place != std::string::npos)
      text.replace(place, std::string_view(end).size(), "unbounded");
  const std::size_t end = std::min(text.find(' '), text.size());
  return fmt::format("{} {}{}", text.substr(0, end), of_metric(c), text.substr(end));
}

std::string seeds_text(const Comparison& comparison) {
  const auto [least, most] =
      std::minmax_element(comparison.settings.begin(), comparison.settings.end(),
                          [](const MatchedSetting& a, const MatchedSetting& b) { return a.seeds < b.seeds; });
  if (least->seeds == most->seeds) return fmt::format("{} seed{}", most->seeds, most->seeds == 1 ? "" : "s");
  return fmt::format("{} to {} seeds", least->seeds, most->seeds);
}

std::string units_name(const Comparison& comparison) {
  return comparison.settings.size() == 1 ? "seed" : "matched setting";
}

std::string counted_units(const Comparison& comparison) {
  const std::size_t units = comparison.units();
  return fmt::format("{} {}{}", units, units_name(comparison), units == 1 ? "" : "s");
}

std::size_t wins(const Comparison& c) { return c.b_leads ? c.wins_b : c.wins_a; }
const std::string& leader(const Comparison& c) { return c.b_leads ? c.b : c.a; }
const std::string& follower(const Comparison& c) { return c.b_leads ? c.a : c.b; }

/// "ahead on 3 of 5", and what became of the others where some are equal.
std::string ahead_text(const Comparison& c, bool of_leader = true) {
  const std::size_t won = of_leader ? wins(c) : c.wins_a + c.wins_b - wins(c);
  const std::size_t lost = c.wins_a + c.wins_b - won, equal = c.units() - c.wins_a - c.wins_b;
  std::string text = fmt::format("ahead on {} of {}", won, c.units());
  if (equal > 0 && equal < c.units()) text += fmt::format(", behind on {}, equal on {}", lost, equal);
  return text;
}

std::string p_text(double p) { return p < 0.0001 ? "p < 0.0001" : fmt::format("p = {:.2g}", p); }

/// "paired t test over 5 seeds, p = 0.02".
std::string test_text(const Comparison& c) {
  std::string text =
      fmt::format("{} over {}", c.by_ranks ? "signed ranks" : "paired t test", counted_units(c));
  if (c.settings.size() > 1) text += fmt::format(" of {}", seeds_text(c));
  return std::isnan(c.p) || std::isnan(c.low) ? text : fmt::format("{}, {}", text, p_text(c.p));
}

/// Who is ahead and by how much. The side with the larger gains may be ahead on fewer units.
std::string seen_text(const Comparison& c) {
  if (c.wins_a + c.wins_b == 0) return fmt::format("equal on all {}", c.units());
  if (c.gain == 0)
    return fmt::format("{} {}; the {} gain is 0", leader(c), ahead_text(c), c.by_ranks ? "median" : "mean");
  if (c.wins_a + c.wins_b <= 2 * wins(c))
    return fmt::format("{} {}, by {}", leader(c), ahead_text(c), gain_text(c));
  return fmt::format("{} {}, but the larger gains are those of {}: {} {}", follower(c), ahead_text(c, false),
                     leader(c), c.by_ranks ? "in the median" : "on average", gain_text(c));
}

}  // namespace

std::string sentence(const Comparison& c) {
  const std::string ahead = ahead_text(c);
  if (c.decided())
    return fmt::format("{} beats {} by {} ({}; {}).", leader(c), follower(c), gain_text(c), test_text(c),
                       ahead);
  const std::string seen = seen_text(c);
  if (c.verdict == CompareVerdict::too_few && c.units() >= c.fewest())
    return fmt::format(
        "{} and {} cannot be distinguished: their differences do not vary over {}, which leaves nothing to "
        "test; {}.",
        c.a, c.b, counted_units(c), seen);
  if (c.verdict == CompareVerdict::too_few)
    return fmt::format("{} and {} cannot be distinguished with {}: {}. {} needs {} or more.", c.a, c.b,
                       counted_units(c), seen, c.by_ranks ? "A test of signed ranks" : "A paired t test",
                       c.fewest());
  return fmt::format("No difference is shown between {} and {}: {} ({}).", c.a, c.b, seen, test_text(c));
}

namespace {

std::string effect_text(const Comparison& c) {
  std::string text = fmt::format("effect: P({} is better) = {:.2f}", leader(c), c.probability);
  if (!std::isnan(c.effect.hedges_g)) text += fmt::format(", Hedges' g = {:.2f}", c.effect.hedges_g);
  if (c.by_ranks && std::isfinite(c.gain) && std::isfinite(c.effect.mean_difference))
    text += fmt::format(
        ", mean gain of {} {}; the interval is about the Hodges-Lehmann estimate (the median of the averages "
        "of "
        "all pairs of gains)",
        leader(c), difference_text(c.metric, c.effect.mean_difference));
  return text;
}

std::string diverged_text(const Comparison& c) {
  std::size_t of_a = 0, of_b = 0, runs = 0;
  for (const MatchedSetting& setting : c.settings) {
    of_a += setting.diverged_a;
    of_b += setting.diverged_b;
    runs += setting.seeds;
  }
  if (of_a + of_b == 0) return "";
  return fmt::format(
      "diverged: {} of {} runs of {}, {} of {} of {}; a diverged run counts as worse than any that finished",
      of_a, runs, c.a, of_b, runs, c.b);
}

/// What would decide, where the question is open.
std::string needed_text(const Comparison& c) {
  if (c.decided()) return "";
  const char* condition = "(power .8, if the observed gains are the true ones)";
  if (c.units() < c.fewest())
    return fmt::format("to decide, at least {} {}s are needed", c.fewest(), units_name(c));
  if (c.seeds_needed)
    return fmt::format("to decide, about {} seeds each are needed {}", *c.seeds_needed, condition);
  if (c.settings_needed)
    return fmt::format(
        "to decide, about {} matched settings are needed {}; more seeds will not help, because settings "
        "disagree",
        *c.settings_needed, condition);
  return "";
}

std::string same_text(const Comparison& c) {
  if (!c.same) return "";
  const bool within = c.same->p <= statistics::Power{}.alpha;
  const char* words = !within       ? "not shown to be smaller than it"
                      : c.decided() ? "there is a difference, and it is shown to be smaller than the margin"
                                    : "the same to within it";
  return fmt::format("margin: {} (two one-sided tests, p = {:.2g})", words, c.same->p);
}

}  // namespace

std::vector<std::string> findings(const Comparison& c) {
  std::vector<std::string> lines;
  for (std::string line : {effect_text(c), diverged_text(c), needed_text(c), same_text(c)})
    if (!line.empty()) lines.push_back(std::move(line));
  lines.insert(lines.end(), c.notes.begin(), c.notes.end());
  return lines;
}

}  // namespace tryall::reports
