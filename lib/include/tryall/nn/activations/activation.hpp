#pragma once

#include <memory>
#include <string>
#include <utility>

#include "tryall/experiment/table.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/kernels/zero_below.hpp"
#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

/// An elementwise function y = f(x) and its backward pass dx = dy f'(x), on `size` contiguous values;
/// none of the arrays overlap.
template <class Scalar>
struct ActivationFunction {
  void (*forward)(const Scalar* in, Scalar* out, std::ptrdiff_t size) = nullptr;
  void (*backward)(const Scalar* in, const Scalar* out, const Scalar* out_gradient, Scalar* in_gradient,
                   std::ptrdiff_t size) = nullptr;
};

/// An activation: a file and a line in the table. It is a word of the models' setting `activation`, so it has
/// no settings and no revision of its own.
struct ActivationEntry {
  Technique about;
  ActivationFunction<float> single_precision = {};
  ActivationFunction<double> double_precision = {};
};

/// The entry of a class template F<Scalar> whose static `value(x)` is y = f(x) and `slope(x, y)` is f'(x),
/// both rules of kernels::each: their bits are the same everywhere if they consist of what it names.
template <template <class> class F>
ActivationEntry pointwise(Technique about) {
  const auto function = []<class Scalar>(Scalar) {
    return ActivationFunction<Scalar>{
        [](const Scalar* in, Scalar* out, std::ptrdiff_t size) {
          kernels::each([](const Scalar& x, Scalar& y) { y = F<Scalar>::value(x); },
                        static_cast<std::size_t>(size), in, out);
        },
        [](const Scalar* in, const Scalar* out, const Scalar* out_gradient, Scalar* in_gradient,
           std::ptrdiff_t size) {
          kernels::each([](const Scalar& x, const Scalar& y, const Scalar& dy,
                           Scalar& dx) { dx = kernels::gradient(dy * F<Scalar>::slope(x, y)); },
                        static_cast<std::size_t>(size), in, out, out_gradient, in_gradient);
        }};
  };
  return {std::move(about), function(float{}), function(double{})};
}

const Table<ActivationEntry>& activation_table();
inline const Family& activations() { return activation_table().family(); }

/// A layer that applies the activation `name` (which is known) to `features` values a sample.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_activation(const std::string& name, std::ptrdiff_t features,
                                               const Table<ActivationEntry>& table = activation_table());

}  // namespace tryall::nn
