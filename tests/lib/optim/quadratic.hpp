#pragma once

#include <vector>

#include "catch.hpp"
#include "choices.hpp"
#include "tryall/optim/optimizer.hpp"

namespace tryall::testing {

inline constexpr std::size_t size = 37;  // not a multiple of any vector's width

/// 0.5 * sum of c (w - 1)^2, with curvatures c from 0.5 to 2, from weights on both sides of 1: rules that
/// scale a step by the norm of the weights would not get across 0 with all of them at once.
template <class Scalar>
struct Quadratic {
  std::vector<Scalar> weights = [] {
    std::vector<Scalar> values(size, Scalar{-1});
    for (std::size_t i = 0; i < size; i += 2) values[i] = 3;
    return values;
  }();
  std::vector<Scalar> gradients = std::vector<Scalar>(size);

  static double curvature(std::size_t i) { return 0.5 + 1.5 * static_cast<double>(i) / (size - 1); }

  double loss() const {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i)
      sum +=
          0.5 * curvature(i) * (static_cast<double>(weights[i]) - 1) * (static_cast<double>(weights[i]) - 1);
    return sum;
  }

  void find_gradients() {
    for (std::size_t i = 0; i < size; ++i)
      gradients[i] = static_cast<Scalar>(curvature(i)) * (weights[i] - Scalar{1});
  }

  void train(optim::Optimizer<Scalar>& optimizer, int first, int last, double rate = 0.05) {
    for (int step = first; step <= last; ++step) {
      find_gradients();
      optimizer.update(weights, gradients, rate, step);
    }
  }
};

/// A matrix of weights and a vector of biases.
inline const optim::Layout matrix_and_vector(size, 32, {{.shape = {4, 8}}, {.shape = {5}, .offset = 32}});

/// Every optimizer as it is by default, and with all that can be switched on.
inline std::vector<Choice> choices() {
  std::vector<Choice> result;
  for (const optim::OptimizerEntry& entry : optim::optimizer_table()) {
    result.push_back(default_choice(optim::optimizers(), entry.about));
    Choice switched = result.back();
    for (auto& [name, value] : switched.settings)
      if (std::holds_alternative<bool>(value)) value = true;
    if (switched != result.back()) result.push_back(switched);
  }
  return result;
}

template <class Scalar, class Check>
void for_each_optimizer(Check check) {
  for (const Choice& choice : choices()) {
    INFO(label(optim::optimizers(), choice));
    check([&] { return optim::make_optimizer<Scalar>(choice, matrix_and_vector); });
  }
}

}  // namespace tryall::testing
