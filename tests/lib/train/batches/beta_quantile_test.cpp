#include "train/batches/beta_quantile.hpp"

#include <boost/math/special_functions/beta.hpp>

#include "catch.hpp"

using tryall::train::BetaQuantile;

TEST_CASE("quantiles of Beta(alpha, alpha) are Boost's") {
  for (const double alpha : {0.05, 0.1, 0.2, 0.4, 0.5, 1.0, 1.5, 2.0, 8.0, 50.0, 1000.0, 1e6}) {
    const BetaQuantile quantile(alpha);
    for (const double p : {1e-9, 1e-4, 0.01, 0.2, 0.35, 0.4999, 0.5, 0.51, 0.75, 0.99, 1 - 1e-6}) {
      CAPTURE(alpha, p);
      const double exact = boost::math::ibeta_inv(alpha, alpha, p);
      CHECK(quantile(p) == Approx(exact).epsilon(1e-11).margin(1e-300));
    }
  }
}

TEST_CASE("quantiles of Beta(alpha, alpha) are known at the ends, in the middle and for alpha 1") {
  for (const double alpha : {0.01, 0.2, 3.0, 1e9}) {
    const BetaQuantile quantile(alpha);
    CHECK(quantile(0) == 0);
    CHECK(quantile(1) == 1);
    CHECK(quantile(0.5) == Approx(0.5).epsilon(1e-14));
  }
  for (const double p : {1e-12, 0.1, 0.3, 0.8}) CHECK(BetaQuantile(1)(p) == Approx(p).epsilon(1e-13));
}
