#include <Eigen/QR>

#include "../stop_check.hpp"
#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

using Matrix = Eigen::MatrixXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Orthonormal columns, uniform among all such matrices (Haar): the Q of a normal matrix, with the sign of
/// each column chosen so that R's diagonal is positive. rows >= columns.
Matrix orthonormal_columns(std::ptrdiff_t rows, std::ptrdiff_t columns, const Stream& stream) {
  Matrix draws(rows, columns);
  fill_normal(1.0, stream, {draws.data(), static_cast<std::size_t>(draws.size())});
  check_stop();
  const Eigen::HouseholderQR<Matrix> qr(draws);
  check_stop();
  Matrix q = qr.householderQ() * Matrix::Identity(rows, columns);
  for (std::ptrdiff_t k = 0; k < columns; ++k)
    if (qr.matrixQR()(k, k) < 0) q.col(k) *= -1.0;
  return q;
}

void fill_orthogonal(const Choice& choice, const ParameterBlock& block, const Stream& stream,
                     std::span<double> weights) {
  if (weights.empty()) return;
  const auto rows = static_cast<std::ptrdiff_t>(block.rows()),
             columns = static_cast<std::ptrdiff_t>(block.columns());
  Eigen::Map<RowMajor> result(weights.data(), rows, columns);
  if (rows >= columns)
    result = orthonormal_columns(rows, columns, stream);
  else
    result = orthonormal_columns(columns, rows, stream).transpose();
  result *= choice.number("gain");
}

}  // namespace

InitializerEntry orthogonal() {
  return {
      {.name = "orthogonal",
       .summary = "gain times a random matrix with orthonormal rows or columns, whichever are fewer: Q of "
                  "the QR of a normal matrix, signs by R's diagonal",
       .source = "Saxe et al. (2014); Mezzadri (2007) for the signs; PyTorch's orthogonal_",
       .advice =
           "For deep networks: a square layer keeps every vector's length, and so does its gradient; use "
           "gain sqrt(2) with ReLU. In networks of one or two hidden layers it performs like xavier and he.",
       .parameters = {gain_parameter()}},
      fill_orthogonal};
}

}  // namespace tryall::init
