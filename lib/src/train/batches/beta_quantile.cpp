#include "beta_quantile.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tryall/kernels/math.hpp"

namespace tryall::train {

// The distribution function is (4 x (1 - x))^a h(x) / (2 h(1/2)) for x <= 1/2 with the hypergeometric series
// h(x) = F(2 a, 1; a + 1; x), all of whose terms are positive (NIST Handbook, 8.17.8); that it is 1/2 at 1/2
// makes a gamma function needless.

namespace {

/// Of h(x) in powers of 2 x, down to what no longer counts.
std::vector<double> series(double alpha) {
  std::vector<double> terms = {1};
  double sum = 1;
  while (terms.back() > 1e-18 * sum) {
    const auto k = static_cast<double>(terms.size() - 1);
    terms.push_back(terms.back() * (alpha + k / 2) / (alpha + 1 + k));
    sum += terms.back();
  }
  return terms;
}

}  // namespace

BetaQuantile::BetaQuantile(double alpha)
    : alpha_(std::min(alpha, 1e6)), terms_(series(alpha_)), log_series_of_half_(log_series(0.5)) {}

double BetaQuantile::log_series(double x) const {
  double sum = 0;
  for (auto term = terms_.rbegin(); term != terms_.rend(); ++term) sum = sum * (2 * x) + *term;
  return kernels::log(sum);
}

/// Newton's method on the logarithm of the function as one of log x, which is concave: its slope is a / ((1 -
/// x) h(x)). From below, it does not step over the root.
double BetaQuantile::operator()(double probability) const {
  if (probability > 0.5) return 1 - (*this)(1 - probability);
  if (probability <= 0) return 0;
  const double wanted = kernels::log(2 * probability) + log_series_of_half_;
  double log_x = std::min(wanted / alpha_ - 2 * std::numbers::ln2, -std::numbers::ln2);
  for (int step = 0; step < 100; ++step) {
    const double x = kernels::exp(log_x), log_h = log_series(x);
    const double lacking = wanted - log_h - alpha_ * (2 * std::numbers::ln2 + log_x + kernels::log1p(-x));
    const double change = lacking * (1 - x) * kernels::exp(log_h) / alpha_;
    log_x = std::min(log_x + change, -std::numbers::ln2);
    if (!(std::abs(change) > 1e-10 * std::abs(log_x))) break;  // what then lacks is its square
  }
  return kernels::exp(log_x);
}

}  // namespace tryall::train
