#pragma once

#include "tryall/kernels/math/error_function.hpp"
#include "tryall/kernels/math/exponential.hpp"
#include "tryall/kernels/math/logarithm.hpp"
#include "tryall/kernels/math/power.hpp"
#include "tryall/kernels/math/trigonometric.hpp"

// The functions of libm that a training needs, with the same bits wherever they are computed: on every
// processor, with every compiler and libm. They consist of operations that IEEE 754 rounds exactly (+ - * /,
// fused multiply-adds, floor, comparisons, selections) and of integers, without a branch, so that a rule of
// kernels::each made of them runs in vectors. Polynomials: scripts/make-math-coefficients.
//
// For float and double. Results are within 2 units in the last place of the exact ones. Zeros keep their
// signs; infinities, NaN, overflow and poles are as C has them; where a result would be denormal, it may be
// 0.
