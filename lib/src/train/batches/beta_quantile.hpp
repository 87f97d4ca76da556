#pragma once

#include <vector>

namespace tryall::train {

/// The quantiles of Beta(alpha, alpha), from + - * / and kernels/math.hpp alone. Above 10^6, where all shares
/// are within 0.003 of 1/2, alpha counts as 10^6.
class BetaQuantile {
 public:
  /// alpha > 0.
  explicit BetaQuantile(double alpha);

  /// The x below which lies the probability, from 0 to 1.
  double operator()(double probability) const;

 private:
  double log_series(double x) const;

  double alpha_;
  std::vector<double> terms_;
  double log_series_of_half_ = 0;
};

}  // namespace tryall::train
