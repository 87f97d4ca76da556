#pragma once

#include <cstdint>
#include <span>

#include "tryall/buffer.hpp"

namespace tryall::nn {

/// What a batch's outputs came to, as sums over its rows.
struct LossSums {
  double loss = 0;
  std::int64_t correct = 0;
};

/// Softmax and cross-entropy in one: per row, loss = log(sum_k exp(z_k)) - z_label, computed from z - max z
/// and summed in double. A row counts as correct when its label's output is the largest (the first, of
/// equals); an output that is not a number makes the loss NaN. The gradient with respect to z, softmax(z) -
/// onehot(label), times `gradient_scale` is written to `gradient`, unless its data is null. logits: classes x
/// rows.
template <class Scalar>
LossSums softmax_cross_entropy(Batch<const Scalar> logits, std::span<const std::int32_t> labels,
                               Scalar gradient_scale, Batch<Scalar> gradient);

}  // namespace tryall::nn
