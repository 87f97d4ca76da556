#pragma once

#include <Eigen/Core>

#include "tryall/nn/activations/activation.hpp"

namespace tryall::nn {

template <class Scalar>
using Values = Eigen::Map<Eigen::Array<Scalar, Eigen::Dynamic, 1>, Eigen::Aligned64>;
template <class Scalar>
using ConstValues = Eigen::Map<const Eigen::Array<Scalar, Eigen::Dynamic, 1>, Eigen::Aligned64>;

/// Expressions that several activations are made of. All of them keep a NaN, which Eigen's max and
/// min need not.
template <class Scalar>
auto logistic(ConstValues<Scalar> x) {
  return (Scalar{1} + (-x).exp()).inverse();
}
template <class Scalar>
auto positive_part(ConstValues<Scalar> x) {
  return Scalar{0.5} * (x + x.abs());
}
template <class Scalar>
auto negative_part(ConstValues<Scalar> x) {
  return Scalar{0.5} * (x - x.abs());
}

/// The entry of a class template F: static `forward(x)` and `slope(x, y)` on
/// Eigen arrays.
template <template <class> class F>
ActivationEntry elementwise(Technique about) {
  const auto function = []<class Scalar>(Scalar) {
    return ActivationFunction<Scalar>{
        [](const Scalar* in, Scalar* out, std::ptrdiff_t size) {
          Values<Scalar>(out, size) = F<Scalar>::forward(ConstValues<Scalar>(in, size));
        },
        [](const Scalar* in, const Scalar* out, const Scalar* out_gradient, Scalar* in_gradient,
           std::ptrdiff_t size) {
          Values<Scalar>(in_gradient, size) =
              ConstValues<Scalar>(out_gradient, size) *
              F<Scalar>::slope(ConstValues<Scalar>(in, size), ConstValues<Scalar>(out, size));
        }};
  };
  return {std::move(about), function(float{}), function(double{})};
}

}  // namespace tryall::nn
