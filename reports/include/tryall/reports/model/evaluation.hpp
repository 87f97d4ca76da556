#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/reports/figures/figure.hpp"
#include "tryall/train/prediction.hpp"

namespace tryall::reports {

/// What is answered without a look at the features.
struct ConstantAnswer {
  std::size_t label = 0;           ///< Classification: the most frequent class; of equals the first.
  std::vector<double> means = {};  ///< Regression: of each target.
};

/// That of the rows that a model was trained on. Throws std::invalid_argument where there are none.
ConstantAnswer baseline_of(const data::Dataset& dataset, std::span<const std::uint32_t> training);

/// How well one class is told from the others. A value is NaN where there is no such row.
struct ClassQuality {
  std::size_t support = 0;    ///< Rows of the class.
  std::size_t predicted = 0;  ///< Rows that are said to be of it.
  std::size_t right = 0;      ///< Both.
  double precision = 0;       ///< right / predicted.
  double recall = 0;          ///< right / support.
  double f1 = 0;              ///< 2 right / (support + predicted): their harmonic mean.
};

/// Rows of about the same confidence, which is the probability that the model gives the class it predicts.
struct CalibrationBin {
  std::size_t count = 0;
  double confidence = 0;  ///< Mean.
  Estimated right = {};   ///< The share that is right, with Wilson's interval.
};

/// How good the probabilities are.
struct ProbabilityQuality {
  double log_loss = 0;  ///< The mean of -ln p of the true class (p at least the least positive double).
  double brier = 0;  ///< Brier (1950): the mean of sum over classes (p - [is the class])^2, within 0 and 2.
  double confidence = 0;  ///< The mean over all rows.
  /// In the order of confidence, at most 10, of equal counts of ten rows or more; rows of the same confidence
  /// are in the same.
  std::vector<CalibrationBin> bins = {};
  /// The expected calibration error, sum over bins count / rows |right - confidence|: Naeini et al. (2015),
  /// with bins of equal counts.
  double calibration_error = 0;
  /// About what it would be of a perfectly calibrated model by chance, on so many rows: each bin's
  /// sqrt(2 / pi) standard deviations of its share right.
  double calibration_error_by_chance = 0;
};

struct ClassificationEvaluation {
  std::vector<std::string> class_names = {};  ///< One a class; a number where the dataset has no names.
  Estimated accuracy = {};                    ///< Wilson's interval.
  std::size_t baseline_label = 0;
  double baseline_accuracy = 0;          ///< Of answering that class always.
  Estimated over_baseline = {};          ///< The difference on the same rows: paired_share_interval.
  std::vector<std::size_t> counts = {};  ///< Confusion: classes x classes, the truth's rows one by one.
  std::vector<ClassQuality> classes = {};
  std::optional<ProbabilityQuality> probabilities = {};  ///< Where the loss makes finite ones.

  std::size_t count(std::size_t truth, std::size_t predicted) const {
    return counts[truth * classes.size() + predicted];
  }
};

/// A prediction beside what it should be.
struct PredictedValue {
  std::uint32_t sample = 0;
  std::size_t column = 0;  ///< Of the targets.
  double truth = 0, prediction = 0;

  double residual() const { return truth - prediction; }
};

/// Residuals are truth - prediction. Of several targets each counts as a value of its own.
struct RegressionEvaluation {
  std::string target = {};  ///< The column's name, where it has one.
  std::size_t columns = 1;
  Estimated rmse = {};  ///< skewed_mean_interval of the rows' squared errors, and the root of its ends.
  double mae = 0;
  double r2 = 0;  ///< 1 - squared error / spread around these rows' own mean; NaN where a target is constant.
  std::vector<double> baseline_means = {};
  double baseline_rmse = 0;  ///< Of answering those always.
  /// d = rmse - baseline_rmse, below 0 where the model is better. Its interval is made of the two intervals
  /// and the correlation r of the two squared errors, by Zou and Donner (2008), "Construction of confidence
  /// limits about effect measures": with x = rmse - its low end and y = the baseline's high end -
  /// baseline_rmse, the low end is d - sqrt(x^2 + y^2 - 2 r x y); the high end alike with the other ends.
  /// Share that holds the true difference, of 4,000 samples of 100 rows: normal errors .951, Laplace .944,
  /// Student's t with 5 degrees .958, log-normal .964; with the delta method and Student's t .947, .940,
  /// .948, .868. Of 20 rows: .950, .940, .953, .926.
  Estimated over_baseline = {};
  std::vector<PredictedValue> values = {};  ///< All, in the order of the rows.

  static constexpr double shares[] = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};
  std::vector<double> residual_quantiles = {};  ///< At those shares; none where one is not finite.
  std::vector<PredictedValue> worst = {};       ///< At most ten, the largest residuals first.
};

/// What a model's answers are worth.
struct ModelEvaluation {
  std::size_t rows = 0;
  std::optional<ClassificationEvaluation> classification = {};
  std::optional<RegressionEvaluation> regression = {};
};

/// Judges the answers to the given samples of the dataset, one row of answers each. Intervals are of 95 %,
/// NaN where there is none, and of this model on other rows of the same kind: they do not tell how another
/// training would have come out. Throws std::invalid_argument where there are no rows, where answers are not
/// as many or of another shape, and for a test function.
///
/// Regression: `other_errors` are squared errors on rows that have no part in the values but tell how errors
/// scatter (skewed_mean_interval's `others`), such as those of the model's trainings on their validation
/// rows.
ModelEvaluation evaluate(const data::Dataset& dataset, std::span<const std::uint32_t> samples,
                         const train::ModelAnswers& answers, const ConstantAnswer& baseline,
                         std::span<const double> other_errors = {});

/// The squared error of each row, a mean over its targets.
std::vector<double> squared_errors(const data::Dataset& dataset, std::span<const std::uint32_t> samples,
                                   const train::ModelAnswers& answers);

}  // namespace tryall::reports
