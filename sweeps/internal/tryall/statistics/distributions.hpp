#pragma once

#include <cstddef>

namespace tryall::statistics {

double normal_cdf(double x);
double normal_quantile(double p);
double t_quantile(double p, double degrees_of_freedom);
/// P(T >= t).
double t_upper(double t, double degrees_of_freedom);
/// P(|T| >= |t|).
double t_two_sided(double t, double degrees_of_freedom);
double chi_squared_upper(double x, double degrees_of_freedom);
/// P(T >= t) of the noncentral t distribution.
double noncentral_t_upper(double t, double degrees_of_freedom, double noncentrality);
/// P(range of k standard normals <= q), the studentized range with infinite degrees of freedom: k times the
/// integral of phi(z) (Phi(z) - Phi(z - q))^(k-1) over z.
double normal_range_cdf(double q, std::size_t k);

}  // namespace tryall::statistics
