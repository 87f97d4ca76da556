// Muon against its author's formula, written out here anew in plain loops, for 100 steps in double precision.
#include <vector>

#include "trajectory.hpp"

namespace muon_test {

using tryall::testing::gradient_at;

namespace {

using Values = std::vector<double>;

struct Matrix {
  std::size_t rows, columns;
  Values values = Values(rows * columns);

  double& at(std::size_t i, std::size_t j) { return values[i * columns + j]; }
  double at(std::size_t i, std::size_t j) const { return values[i * columns + j]; }
};

Matrix times(const Matrix& a, const Matrix& b) {
  Matrix result{a.rows, b.columns};
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < b.columns; ++j)
      for (std::size_t k = 0; k < a.columns; ++k) result.at(i, j) += a.at(i, k) * b.at(k, j);
  return result;
}

Matrix transposed(const Matrix& a) {
  Matrix result{a.columns, a.rows};
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.columns; ++j) result.at(j, i) = a.at(i, j);
  return result;
}

/// a A + b B.
Matrix sum(double a, const Matrix& first, double b, const Matrix& second) {
  Matrix result{first.rows, first.columns};
  for (std::size_t i = 0; i < result.values.size(); ++i)
    result.values[i] = a * first.values[i] + b * second.values[i];
  return result;
}

/// X = 3.4445 X - 4.7750 (X X^T) X + 2.0315 (X X^T)^2 X, five times, from X / |X|; of the wide one of X and
/// X^T.
Matrix orthogonalized(Matrix x) {
  if (x.rows > x.columns) return transposed(orthogonalized(transposed(x)));
  double square = 0;
  for (const double value : x.values) square += value * value;
  for (double& value : x.values) value /= std::sqrt(square) + 1e-7;
  for (int step = 0; step < 5; ++step) {
    const Matrix gram = times(x, transposed(x)), once = times(gram, x), twice = times(gram, once);
    x = sum(1, sum(3.4445, x, -4.7750, once), 2.0315, twice);
  }
  return x;
}

struct Reference {
  Values weights, mean, square;

  /// A matrix at `offset`, a row per input and a column per output: Nesterov's momentum, orthogonalized,
  /// longer steps for tall ones.
  void step_matrix(std::size_t offset, Matrix shape, const Values& g, double rate, double decay) {
    for (std::size_t i = 0; i < shape.values.size(); ++i) {
      mean[offset + i] = 0.95 * mean[offset + i] + 0.05 * g[offset + i];
      shape.values[i] = 0.95 * mean[offset + i] + 0.05 * g[offset + i];
    }
    const double tall = static_cast<double>(shape.columns) / static_cast<double>(shape.rows);
    const Matrix direction = orthogonalized(shape);
    for (std::size_t i = 0; i < shape.values.size(); ++i) {
      weights[offset + i] *= 1 - rate * decay;
      weights[offset + i] -= rate * std::sqrt(std::max(1.0, tall)) * direction.values[i];
    }
  }

  void step_vector(std::size_t begin, std::size_t end, const Values& g, double rate, int t) {
    for (std::size_t i = begin; i < end; ++i) {
      mean[i] = 0.9 * mean[i] + 0.1 * g[i];
      square[i] = 0.95 * square[i] + 0.05 * g[i] * g[i];
      const double corrected = square[i] / (1 - std::pow(0.95, t));
      weights[i] -= rate * mean[i] / (1 - std::pow(0.9, t)) / (std::sqrt(corrected) + 1e-10);
    }
  }
};

}  // namespace

TEST_CASE("muon follows its author's formula on matrices, tall and wide, and adamw's on vectors") {
  constexpr std::size_t size = 30;
  const tryall::optim::Layout layout(size, 23,
                                     {{.shape = {5, 3}},
                                      {.shape = {2, 4}, .offset = 15},
                                      {.shape = {5}, .offset = 23},
                                      {.shape = {2}, .offset = 28}});
  const auto muon = tryall::optim::make_optimizer<double>(
      with_defaults(tryall::optim::optimizers(), {"muon", {{"weight_decay", 0.1}}}), layout);
  Values weights(size), gradients(size);
  for (std::size_t i = 0; i < size; ++i) weights[i] = 1.0 - 0.1 * static_cast<double>(i);
  Reference reference{weights, Values(size), Values(size)};
  for (int t = 1; t <= 100; ++t) {
    for (std::size_t i = 0; i < size; ++i) gradients[i] = gradient_at(i, t);
    muon->update(weights, gradients, 0.02, t);
    reference.step_matrix(0, {3, 5}, gradients, 0.02, 0.1);
    reference.step_matrix(15, {4, 2}, gradients, 0.02, 0.1);
    reference.step_vector(23, size, gradients, 0.0003, t);
    for (std::size_t i = 0; i < size; ++i) {
      INFO("weight " << i << " after step " << t);
      REQUIRE(std::abs(weights[i] - reference.weights[i]) <= 1e-10);
    }
  }
}

}  // namespace muon_test
