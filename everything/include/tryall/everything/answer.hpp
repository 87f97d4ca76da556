#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tryall/everything/facts.hpp"
#include "tryall/everything/sizes.hpp"
#include "tryall/experiment/config.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/reports/model/evaluation.hpp"
#include "tryall/reports/model/importance.hpp"
#include "tryall/train/model_file.hpp"

namespace tryall::everything {

/// A config as it came out on validation rows.
struct Contender {
  std::string label;
  Config config;
  reports::Estimated validation = {};
  std::size_t seeds = 0;  ///< That `validation` is the mean of.
  bool fresh = false;     ///< On seeds that the search did not use; not where the time was over before.
};

/// What came of changing one setting of the best config.
struct Effect {
  std::string axis, from, to;
  reports::Estimated change = {};  ///< In the metric's unit, above 0 where the change is for the better.
  reports::Estimated best = {};    ///< The best's value on the seeds that both have.

  /// Whether the interval leaves 0 out.
  bool told() const { return change.low > 0 || change.high < 0; }
};

/// The expected best of so many configs of the search, were they drawn at random.
struct BestOf {
  std::size_t configs = 0;
  double value = 0;
};

/// What came of trying everything.
struct Answer {
  std::string name;
  Facts facts;
  Sizes sizes;
  Metric metric;                      ///< That configs were chosen by, on validation rows.
  std::size_t configs = 0, runs = 0;  ///< That the search tried.
  std::size_t diverged = 0;           ///< Of those configs.
  std::size_t finalists =
      0;  ///< Trained again with fresh seeds, and the linear model; `best` is the best on these.
  bool finalists_cut = false;               ///< Some of them have fewer fresh seeds than wanted.
  std::vector<std::string> cut_short = {};  ///< Stages that the time ended before they were complete.
  std::vector<std::string> warnings = {};   ///< What makes the values look better or surer than they are.
  bool interrupted = false;                 ///< Then nothing below `best` is there.
  Contender linear, best;
  bool linear_won =
      false;  ///< On fresh seeds no finalist did better than the linear model, which is the best.

  /// How much better the best is than the linear model on the fresh seeds of both, paired by seed.
  reports::Estimated over_linear = {};
  std::vector<Effect> effects = {};
  double effect_level = 0.95;  ///< Of each effect's interval, so that all hold together at 95 %.
  std::vector<BestOf> best_of = {};
  std::vector<std::string> not_tried = {};  ///< Axes that stayed at their defaults.

  std::size_t members = 1;         ///< Trainings that the model averages.
  double alone = 0, averaged = 0;  ///< The validation metric of one, on average, and of the average of all.
  train::ModelFile model = {};
  std::vector<std::uint32_t> sealed_rows = {};     ///< Those held out, counted from 0.
  reports::ModelEvaluation test, linear_test;      ///< On the held-out rows.
  reports::PermutationImportance importance = {};  ///< On validation rows.

  /// Whether the held-out rows tell the model from always giving the commonest class or the mean.
  bool beats_baseline() const;
};

/// The answer in sentences and small tables, for a terminal.
std::string to_text(const Answer& answer);
/// All of it for programs, without what depends on time: the same question gives the same text.
std::string to_json(const Answer& answer);

}  // namespace tryall::everything
