#pragma once

#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {

/// Adam's step. epsilon outside: w -= lr / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + eps), the arrangement
/// PyTorch has used since 2019. Inside: w -= lr / (1 - b1^t) m / sqrt(v / (1 - b2^t) + eps).
template <class Scalar>
struct AdamStep {
  explicit AdamStep(const Choice& choice)
      : beta1(choice.number("beta1")), beta2(choice.number("beta2")), epsilon(choice) {}

  void begin(double learning_rate, std::int64_t step) {
    rate = static_cast<Scalar>(learning_rate / beta1.correction(step));
    correction = static_cast<Scalar>(1.0 / beta2.correction(step));
  }

  void operator()(Scalar& w, const Scalar& g, Scalar& m, Scalar& v) const {
    m = beta1.mix(m, g);
    v = beta2.mix(v, square(g));
    w -= rate * m / epsilon.root(v * correction);
  }

  Decay<Scalar> beta1, beta2;
  Epsilon<Scalar> epsilon;
  Scalar rate = 0, correction = 1;
};

/// What RAdam's steps are multiplied by, which makes up for the variance of the early mean of squares: 1
/// while p = q - 2 t b2^t / (1 - b2^t), with q = 2 / (1 - b2) - 1, is at most 5, when there is nothing to
/// divide by.
struct Rectification {
  Rectification(double beta2, std::int64_t step, double correction2) {
    const auto t = static_cast<double>(step);
    const double longest = 2.0 / (1.0 - beta2) - 1.0;
    const double length = longest - 2.0 * t * kernels::pow(beta2, step) / correction2;
    active = length > 5.0;
    if (active)
      factor = std::sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
  }

  bool active = false;
  double factor = 1.0;
};

}  // namespace tryall::optim
