#pragma once

#include <Eigen/Core>

#include "tryall/buffer.hpp"

namespace tryall::nn {

template <class Scalar>
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
template <class Scalar>
using MatrixMap = Eigen::Map<Matrix<Scalar>, Eigen::Aligned64>;
template <class Scalar>
using ConstMatrixMap = Eigen::Map<const Matrix<Scalar>, Eigen::Aligned64>;
template <class Scalar>
using VectorMap = Eigen::Map<Eigen::Matrix<Scalar, Eigen::Dynamic, 1>, Eigen::Aligned64>;

template <class Scalar>
MatrixMap<Scalar> matrix(Batch<Scalar> batch) {
  return {batch.data, batch.features, batch.rows};
}
template <class Scalar>
ConstMatrixMap<Scalar> matrix(Batch<const Scalar> batch) {
  return {batch.data, batch.features, batch.rows};
}

}  // namespace tryall::nn
