#pragma once

#include <span>

#include "tryall/reports/model/evaluation.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {

/// Rows with what a model and its baseline say of them.
struct Answered {
  const data::Dataset& dataset;
  std::span<const std::uint32_t> samples;
  const train::ModelAnswers& answers;
  const ConstantAnswer& baseline;
  std::span<const double> other_errors;

  std::size_t rows() const { return samples.size(); }
};

ClassificationEvaluation evaluate_classes(const Answered& rows);
ProbabilityQuality evaluate_probabilities(const Answered& rows);
RegressionEvaluation evaluate_values(const Answered& rows);

inline Estimated estimated(double center, const statistics::Interval& interval) {
  return {center, interval.low, interval.high};
}

}  // namespace tryall::reports
