#include "optim/newton_schulz.hpp"

#include <Eigen/SVD>

#include <cmath>

#include "catch.hpp"

namespace newton_schulz_test {

using tryall::ParameterBlock;
using tryall::optim::NewtonSchulz;

namespace {

template <class Scalar>
using Table = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Waves without a pattern along rows or columns.
template <class Scalar>
Table<Scalar> example(Eigen::Index rows, Eigen::Index columns) {
  Table<Scalar> table(rows, columns);
  for (Eigen::Index i = 0; i < table.size(); ++i)
    table.data()[i] = static_cast<Scalar>(std::sin(static_cast<double>(1 + i * i)));
  return table;
}

template <class Scalar>
Table<Scalar> orthogonalized(const Table<Scalar>& table) {
  // A row of the table is an input, as matrices lie in memory.
  const ParameterBlock block{
      .shape = {static_cast<std::size_t>(table.cols()), static_cast<std::size_t>(table.rows())}};
  NewtonSchulz<Scalar> newton_schulz({block});
  const auto values = newton_schulz.matrix(block);
  std::copy(table.data(), table.data() + table.size(), values.begin());
  newton_schulz.orthogonalize(block);
  return Eigen::Map<Table<Scalar>>(values.data(), table.rows(), table.cols());
}

}  // namespace

TEMPLATE_TEST_CASE("five Newton-Schulz steps bring every singular value near 1, whatever the shape", "",
                   float, double) {
  for (const auto& [rows, columns] : {std::pair{10, 64}, {64, 10}, {32, 32}, {1, 7}, {2, 3}}) {
    INFO(rows << " x " << columns);
    const Table<TestType> before = example<TestType>(rows, columns), after = orthogonalized(before);
    const Eigen::JacobiSVD<Eigen::Matrix<TestType, -1, -1>> parts(after);
    CHECK(parts.singularValues().maxCoeff() < TestType(1.3));
    CHECK(parts.singularValues().minCoeff() > TestType(0.6));
  }
}

TEST_CASE("Newton-Schulz steps keep the singular vectors") {
  const Table<double> before = example<double>(4, 6), after = orthogonalized(before);
  const Eigen::JacobiSVD<Eigen::MatrixXd> parts(before, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::MatrixXd turned = parts.matrixU().transpose() * after * parts.matrixV();
  CHECK((turned - Eigen::MatrixXd(turned.diagonal().asDiagonal())).cwiseAbs().maxCoeff() < 1e-12);
  CHECK(turned.diagonal().minCoeff() > 0);
}

TEST_CASE("a matrix of zeros stays zero under Newton-Schulz steps") {
  const Table<float> zeros = Table<float>::Zero(3, 5);
  CHECK(orthogonalized(zeros) == zeros);
}

}  // namespace newton_schulz_test
