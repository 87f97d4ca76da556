#pragma once

#include "tryall/functions/function.hpp"

namespace tryall::functions {

#define TRYALL_TECHNIQUE(name) FunctionEntry name();
#include "functions.def"
#undef TRYALL_TECHNIQUE

/// The Evaluate of a class template F whose static `at(point, gradient, dimension)` gives the value at one
/// point and writes the gradient.
template <template <class> class F, class Scalar>
void at_each(Batch<const Scalar> points, Scalar* values, Batch<Scalar> gradients) {
  const std::ptrdiff_t dimension = points.features;
  for (std::ptrdiff_t row = 0; row < points.rows; ++row)
    values[row] = F<Scalar>::at(points.data + row * dimension, gradients.data + row * dimension, dimension);
}

}  // namespace tryall::functions
