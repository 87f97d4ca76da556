#include "newton_schulz.hpp"

#include <Eigen/Core>
#include <algorithm>

#include "../euclidean_norm.hpp"
#include "../stop_check.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
using BlockMap = Eigen::Map<Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>, Eigen::Aligned64>;

}  // namespace

template <class Scalar>
NewtonSchulz<Scalar>::NewtonSchulz(const std::vector<ParameterBlock>& matrices) {
  std::size_t size = 0, side = 0;
  for (const ParameterBlock& block : matrices) {
    size = std::max(size, block.size());
    side = std::max(side, std::min(block.rows(), block.columns()));
  }
  matrix_.resize(size);
  product_.resize(size);
  square_.resize(side * side);
  polynomial_.resize(side * side);
}

template <class Scalar>
void NewtonSchulz<Scalar>::orthogonalize(const ParameterBlock& block) {
  constexpr auto a = static_cast<Scalar>(3.4445), b = static_cast<Scalar>(-4.7750),
                 c = static_cast<Scalar>(2.0315);
  constexpr int steps = 5;
  constexpr double smallest_norm = 1e-7;
  // C order is Eigen's order of the transpose, and the transpose's result is the result's transpose.
  const auto rows = static_cast<Eigen::Index>(block.columns()),
             columns = static_cast<Eigen::Index>(block.rows());
  const Eigen::Index side = std::min(rows, columns);
  BlockMap<Scalar> x(matrix_.data(), rows, columns), product(product_.data(), rows, columns);
  BlockMap<Scalar> square(square_.data(), side, side), polynomial(polynomial_.data(), side, side);
  x *= static_cast<Scalar>(1.0 / (euclidean_norm<Scalar>(matrix(block)) + smallest_norm));
  for (int step = 0; step < steps; ++step) {
    check_stop();
    if (rows <= columns)
      square.noalias() = x * x.transpose();
    else
      square.noalias() = x.transpose() * x;
    polynomial = b * square;
    polynomial.noalias() += c * square * square;
    if (rows <= columns)
      product.noalias() = polynomial * x;
    else
      product.noalias() = x * polynomial;
    x = a * x + product;
  }
}

template class NewtonSchulz<float>;
template class NewtonSchulz<double>;

}  // namespace tryall::optim
