#include "tryall/statistics/distributions.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

namespace tryall::statistics {
namespace {

namespace bm = boost::math;

/// Nothing throws: what cannot be computed is NaN or infinite. Double all the way, the same on every machine.
using Quiet = bm::policies::policy<bm::policies::domain_error<bm::policies::ignore_error>,
                                   bm::policies::pole_error<bm::policies::ignore_error>,
                                   bm::policies::overflow_error<bm::policies::ignore_error>,
                                   bm::policies::evaluation_error<bm::policies::ignore_error>,
                                   bm::policies::promote_double<false>>;

}  // namespace

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_quantile(double p) { return bm::quantile(bm::normal_distribution<double, Quiet>(), p); }

double t_quantile(double p, double degrees_of_freedom) {
  return bm::quantile(bm::students_t_distribution<double, Quiet>(degrees_of_freedom), p);
}

double t_upper(double t, double degrees_of_freedom) {
  if (std::isinf(t)) return t > 0 ? 0 : 1;
  return bm::cdf(bm::complement(bm::students_t_distribution<double, Quiet>(degrees_of_freedom), t));
}

double t_two_sided(double t, double degrees_of_freedom) {
  return 2 * t_upper(std::fabs(t), degrees_of_freedom);
}

double chi_squared_upper(double x, double degrees_of_freedom) {
  return bm::cdf(bm::complement(bm::chi_squared_distribution<double, Quiet>(degrees_of_freedom), x));
}

double noncentral_t_upper(double t, double degrees_of_freedom, double noncentrality) {
  return bm::cdf(
      bm::complement(bm::non_central_t_distribution<double, Quiet>(degrees_of_freedom, noncentrality), t));
}

double normal_range_cdf(double q, std::size_t k) {
  // The trapezoidal rule gains digits exponentially on integrands that die out at both ends.
  constexpr double end = 9, step = 1.0 / 64;
  double sum = 0;
  for (double z = -end; z <= end + q; z += step)
    sum += std::exp(-z * z / 2) * std::pow(normal_cdf(z) - normal_cdf(z - q), static_cast<double>(k) - 1);
  return static_cast<double>(k) * sum * step / std::sqrt(2 * std::numbers::pi);
}

}  // namespace tryall::statistics
