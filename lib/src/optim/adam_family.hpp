#pragma once

#include "rule.hpp"

namespace tryall::optim {

/// The two decaying means that Adam and its kin keep: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g, and the
/// powers that correct their bias.
template <class Scalar>
struct Moments {
  Moments(const Choice& choice, const Layout& layout)
      : beta1(choice.number("beta1")),
        beta2(choice.number("beta2")),
        mean(layout.size),
        square(layout.size) {}

  void accumulate(std::size_t i, Scalar g) {
    mean[i] = static_cast<Scalar>(beta1) * mean[i] + static_cast<Scalar>(1.0 - beta1) * g;
    square[i] = static_cast<Scalar>(beta2) * square[i] + static_cast<Scalar>(1.0 - beta2) * g * g;
  }
  /// 1 - b1^t and 1 - b2^t.
  double correction1(std::int64_t t) const { return 1.0 - std::pow(beta1, static_cast<double>(t)); }
  double correction2(std::int64_t t) const { return 1.0 - std::pow(beta2, static_cast<double>(t)); }

  double beta1, beta2;
  Buffer<Scalar> mean, square;
};

/// beta1, beta2, epsilon and epsilon_mode, as all of the family have them.
std::vector<Parameter> moment_parameters(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8);

/// `parameters` with more behind them.
std::vector<Parameter> extended(std::vector<Parameter> parameters, std::vector<Parameter> more);

}  // namespace tryall::optim
