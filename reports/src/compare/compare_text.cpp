#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tryall/reports/compare/compare.hpp"

namespace tryall::reports {
namespace {

using statistics::Verdict;

bool is_share(const Comparison& comparison) { return comparison.metric.share; }

/// "0.43 points of test_accuracy", "0.012 of test_loss".
std::string gain_text(const Comparison& comparison, double gain) {
  if (!is_share(comparison)) return fmt::format("{:.2g} of {}", gain, comparison.metric.name);
  const double points = 100 * gain;
  return fmt::format("{} points of {}",
                     std::abs(points) < 10 ? fmt::format("{:.2g}", points) : fmt::format("{:.1f}", points),
                     comparison.metric.name);
}

std::string probability_text(const Comparison& comparison) {
  const statistics::Superiority& superiority = comparison.superiority;
  std::string text =
      fmt::format("P({}) = {:.2f}", comparison.b_leads ? "B>A" : "A>B", superiority.probability);
  if (!std::isnan(superiority.interval.low))
    text += fmt::format(" [{:.2f}, {:.2f}]", superiority.interval.low, superiority.interval.high);
  return text;
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

std::string median_text(const Comparison& c) {
  if (!std::isfinite(c.median_gain)) return "half of them or more were lost by divergence";
  return "median gain " + gain_text(c, c.median_gain);
}

}  // namespace

std::string sentence(const Comparison& c) {
  const std::string paired = c.settings.size() == 1 ? "" : fmt::format(", paired over {}", seeds_text(c));
  if (c.decided())
    return fmt::format("{} beats {} on {} of {}{}: {}; {}.", leader(c), follower(c), wins(c),
                       counted_units(c), paired, probability_text(c), median_text(c));
  const std::string which =
      wins(c) == 0 ? "all ties"
                   : fmt::format("{} is ahead on {}, {}", leader(c), wins(c), probability_text(c));
  if (c.superiority.verdict == Verdict::insufficient)
    return fmt::format("{} and {} cannot be told apart by {}{}: {}; {}. No interval is possible below 3.",
                       c.a, c.b, counted_units(c), paired, which, median_text(c));
  return fmt::format("{} and {} are not distinguishable on {}{}: {}; {}.", c.a, c.b, counted_units(c), paired,
                     which, median_text(c));
}

namespace {

std::string verdict_text(const Comparison& c) {
  switch (c.superiority.verdict) {
    case Verdict::insufficient:
      return fmt::format("verdict: insufficient data, {}", counted_units(c));
    case Verdict::not_significant:
      return "verdict: not significant: the interval of P reaches down to .5";
    case Verdict::not_meaningful:
      return fmt::format("verdict: significant, but not meaningful: P is at most {}",
                         statistics::meaningful_superiority);
    case Verdict::meaningful:
      return fmt::format("verdict: meaningful: the interval of P is above .5 and reaches beyond {}",
                         statistics::meaningful_superiority);
  }
  return "";
}

std::string effect_text(const Comparison& c) {
  if (std::isnan(c.effect.hedges_g)) return "";
  std::string text = fmt::format("effect: Hedges' g = {:.2f}, paired over {}s; mean gain {}",
                                 c.effect.hedges_g, units_name(c), gain_text(c, c.effect.mean_difference));
  if (std::isnan(c.mean_gain.low)) return text;
  const double scale = is_share(c) ? 100 : 1;
  return text + fmt::format(" [{:.2g}, {:.2g}] (95 % t interval)", scale * c.mean_gain.low,
                            scale * c.mean_gain.high);
}

std::string test_text(const Comparison& c) {
  const std::string name = c.by_ranks ? "Wilcoxon's signed ranks" : "paired t test";
  if (std::isnan(c.test.p)) return fmt::format("test: {}: too little to test", name);
  std::string text = fmt::format("test: {} over {}, two-sided p = {:.2g}", name, counted_units(c), c.test.p);
  constexpr std::size_t enough = 6;
  if (c.by_ranks && c.units() < enough)
    text += fmt::format(" (with {} it is never below {:.2g})", c.units(),
                        std::pow(2, 1 - static_cast<double>(c.units())));
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
  return fmt::format("diverged: {} of {} runs of {}, {} of {} of {}; each loses to a run that finished", of_a,
                     runs, c.a, of_b, runs, c.b);
}

/// What would decide, where the question is open.
std::string needed_text(const Comparison& c) {
  if (c.superiority.verdict == Verdict::insufficient)
    return fmt::format("to decide: 3 {}s at the least", units_name(c));
  if (c.decided()) return "";
  const char* condition = "(power .8, were the gains seen the true ones)";
  if (c.seeds_needed) return fmt::format("to decide: about {} seeds each {}", *c.seeds_needed, condition);
  if (c.settings_needed)
    return fmt::format("to decide: more seeds will not do, settings disagree; about {} matched settings {}",
                       *c.settings_needed, condition);
  return "";
}

std::string same_text(const Comparison& c) {
  if (!c.same) return "";
  return fmt::format(
      "margin: {} (two one-sided tests, p = {:.2g})",
      c.same->p <= statistics::Power{}.alpha ? "the same within it" : "not shown to be within it", c.same->p);
}

}  // namespace

std::vector<std::string> findings(const Comparison& c) {
  std::vector<std::string> lines;
  for (std::string line :
       {verdict_text(c), effect_text(c), test_text(c), diverged_text(c), needed_text(c), same_text(c)})
    if (!line.empty()) lines.push_back(std::move(line));
  lines.insert(lines.end(), c.notes.begin(), c.notes.end());
  return lines;
}

}  // namespace tryall::reports
