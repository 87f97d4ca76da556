#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

/// An elementwise function y = f(x) and its backward pass dx = dy f'(x), on `size` contiguous values.
template <class Scalar>
struct ActivationFunction {
  void (*forward)(const Scalar* in, Scalar* out, std::ptrdiff_t size) = nullptr;
  void (*backward)(const Scalar* in, const Scalar* out, const Scalar* out_gradient, Scalar* in_gradient,
                   std::ptrdiff_t size) = nullptr;
};

/// One row an activation; a new one is a file and a line in the table.
struct ActivationEntry {
  std::string name;
  std::string summary;      ///< The formula.
  std::string source = {};  ///< Where it is from.
  std::string advice = {};  ///< When it helps and when not.
  ActivationFunction<float> single_precision = {};
  ActivationFunction<double> double_precision = {};
};

const std::vector<ActivationEntry>& activation_table();
std::vector<std::string> activation_names();

/// A layer that applies the activation `name` (which is known) to `features` values a sample.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_activation(const std::string& name, std::ptrdiff_t features);

}  // namespace tryall::nn
