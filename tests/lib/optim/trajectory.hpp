#pragma once

#include <cmath>
#include <vector>

#include "catch.hpp"
#include "tryall/optim/optimizer.hpp"

namespace tryall::testing {

/// The optimizer of a choice; settings that it lacks are the defaults.
template <class Scalar>
std::unique_ptr<optim::Optimizer<Scalar>> made_optimizer(const Choice& choice, std::size_t size) {
  return optim::make_optimizer<Scalar>(with_defaults(optim::optimizers(), choice), size);
}

/// Gradient `i` of step `t`: of both signs, of sizes from 1e-3 to 1e1, and the same in every test.
inline double gradient_at(std::size_t i, int t) {
  const auto place = static_cast<double>(i);
  return std::pow(10.0, std::fmod(place, 5) - 3) * std::sin(0.7 * t + place);
}

/// Holds if the optimizer agrees with `reference`, which updates one weight from (weight, gradient, i, t), to
/// a relative 1e-12 over 100 steps in double.
template <class Reference>
void check_against_formula(optim::Optimizer<double>& optimizer, double learning_rate, Reference reference) {
  constexpr std::size_t size = 13;
  std::vector<double> weights(size), expected(size), gradients(size);
  for (std::size_t i = 0; i < size; ++i) weights[i] = expected[i] = 1.0 - 0.1 * static_cast<double>(i);
  for (int t = 1; t <= 100; ++t) {
    for (std::size_t i = 0; i < size; ++i) gradients[i] = gradient_at(i, t);
    optimizer.update(weights, gradients, learning_rate, t);
    for (std::size_t i = 0; i < size; ++i) {
      expected[i] = reference(expected[i], gradients[i], i, t);
      INFO("weight " << i << " after step " << t);
      REQUIRE(std::abs(weights[i] - expected[i]) <= 1e-12 * std::max(1.0, std::abs(expected[i])));
    }
  }
}

}  // namespace tryall::testing
