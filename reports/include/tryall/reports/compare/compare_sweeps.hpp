#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/compare/compare.hpp"
#include "tryall/sweeps/plan/spec_difference.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// A sweep's best group by its objective.
struct SweepBest {
  std::string key, label;
  std::size_t seeds = 0, of_groups = 0;
  sweeps::RunningStatistics values;  ///< Of the objective.
};

/// Two sweeps of a store: what was asked of each, and what came out.
struct SweepComparison {
  SweepRow a, b;
  sweeps::SpecDifference definition;
  SweepOverlap runs;
  Metric objective;                         ///< By which the bests were picked.
  std::optional<SweepBest> best_a, best_b;  ///< Nothing where no group has a value.
  std::optional<Comparison> bests;          ///< The two bests, paired over the seeds that both have.
  std::string no_bests;                     ///< Why there is none.
  std::optional<Comparison> settings;       ///< All configs that match, paired over their seeds.
  std::string no_settings;

  /// Whether a test could say something, or both have the same best.
  bool is_answered() const;
};

/// `question` names the sweeps as its `a` and `b`; its `where`, `metric`, `best_over` and `margin` count. The
/// bests are picked by the objective and, without a metric, compared by its counterpart on test if that is
/// measured. Throws Error for what is not known, and for one sweep twice.
SweepComparison compare_sweeps(const StoreReader& store, const CompareQuestion& question);

/// For people: as plain text or Markdown.
std::string comparison_text(const SweepComparison& comparison, Format format, std::size_t width = 0);
std::string comparison_json(const SweepComparison& comparison);

}  // namespace tryall::reports
