#pragma once

#include "tryall/optim/optimizer.hpp"

namespace tryall::optim {

/// Brings a matrix near U V^T of its singular value decomposition U S V^T by five steps of X = a X + (b A + c
/// A A) X with A = X X^T, from X of Frobenius norm 1. With Jordan's a, b and c the singular values end up
/// around 1, between about 0.7 and 1.2, unless they were below about 0.002 of the norm.
template <class Scalar>
class NewtonSchulz {
 public:
  /// Makes room for the largest of these.
  explicit NewtonSchulz(const std::vector<ParameterBlock>& matrices);

  /// Where to put the matrix of that block's shape, in C order.
  std::span<Scalar> matrix(const ParameterBlock& block) { return std::span(matrix_).first(block.size()); }

  /// Orthogonalizes it where it is. 0 stays 0.
  void orthogonalize(const ParameterBlock& block);

 private:
  /// One step.
  void improve(std::ptrdiff_t rows, std::ptrdiff_t columns);

  Buffer<Scalar> matrix_, product_;     // rows x columns
  Buffer<Scalar> square_, polynomial_;  // of the shorter side
};

}  // namespace tryall::optim
