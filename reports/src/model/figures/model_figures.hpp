#pragma once

#include <cstddef>
#include <string>

#include "tryall/reports/model/page.hpp"

namespace tryall::reports {

/// Columns that the figure of importances has room for.
inline constexpr std::size_t shown_columns = 20;

// SVG documents like those of figures/figure.hpp, half as wide, without a title.

/// The share that is right by the probability that the model gives.
std::string calibration_figure(const ProbabilityQuality& quality);
/// Predictions against the truth; of very many rows a part.
std::string predicted_figure(const RegressionEvaluation& values);
/// A histogram of the residuals.
std::string residual_figure(const RegressionEvaluation& values);
/// A learning curve over the amount of data.
std::string amount_figure(const AmountCurve& curve);
/// The most important columns, with both intervals.
std::string importance_figure(const PermutationImportance& importance);

}  // namespace tryall::reports
