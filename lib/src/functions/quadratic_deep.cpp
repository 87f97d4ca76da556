#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "functions.hpp"
#include "random_state.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::functions {
namespace {

constexpr std::size_t dimension = 100;
constexpr std::size_t training_samples = 1000;
constexpr std::size_t test_samples = 896;  // of 1000: seven batches of 128

/// Row by row.
using Square = std::vector<double>;

double& at(Square& matrix, std::size_t row, std::size_t column) { return matrix[row * dimension + column]; }

void scale_to_length_1(std::vector<double>& vector) {
  double square = 0;
  for (const double value : vector) square += value * value;
  for (double& value : vector) value /= std::sqrt(square);
}

/// Reflects the rows and columns from `first` on at the hyperplane that the mirror, of length 1, is normal
/// to.
void reflect(Square& rotation, std::size_t first, const std::vector<double>& mirror) {
  for (std::size_t column = first; column < dimension; ++column) {
    double along = 0;
    for (std::size_t i = 0; i < mirror.size(); ++i) along += mirror[i] * at(rotation, first + i, column);
    for (std::size_t i = 0; i < mirror.size(); ++i) at(rotation, first + i, column) -= 2 * mirror[i] * along;
  }
}

/// A rotation drawn evenly from all of SO(dimension), but for its sign: one of the plane, brought up
/// dimension by dimension by a reflection that takes the new axis to a random direction (Diaconis and
/// Shahshahani 1987).
Square random_rotation(RandomState& random) {
  Square rotation(dimension * dimension, 0.0);
  for (std::size_t i = 0; i < dimension; ++i) at(rotation, i, i) = 1;
  const double angle = random.uniform(0, 2 * std::numbers::pi);
  at(rotation, dimension - 2, dimension - 2) = at(rotation, dimension - 1, dimension - 1) =
      kernels::cos(angle);
  at(rotation, dimension - 2, dimension - 1) = kernels::sin(angle);
  at(rotation, dimension - 1, dimension - 2) = -kernels::sin(angle);
  for (std::size_t size = 3; size <= dimension; ++size) {
    std::vector<double> mirror(size);
    for (double& value : mirror) value = random.normal();
    scale_to_length_1(mirror);
    for (double& value : mirror) value = -value;
    mirror[0] += 1;
    scale_to_length_1(mirror);
    reflect(rotation, dimension - size, mirror);
  }
  return rotation;
}

/// Q = R' diag(eigenvalues) R.
Square make_hessian() {
  RandomState random(42);
  std::vector<double> eigenvalues(dimension);
  for (std::size_t i = 0; i < 90; ++i) eigenvalues[i] = random.uniform();
  for (std::size_t i = 90; i < dimension; ++i) eigenvalues[i] = random.uniform(30, 60);
  Square rotation = random_rotation(random), hessian(dimension * dimension, 0.0);
  for (std::size_t k = 0; k < dimension; ++k)
    for (std::size_t i = 0; i < dimension; ++i)
      for (std::size_t j = 0; j < dimension; ++j)
        at(hessian, i, j) += eigenvalues[k] * (at(rotation, k, i) * at(rotation, k, j));
  return hessian;
}

template <class Scalar>
const Buffer<Scalar>& hessian() {
  static const Buffer<Scalar> matrix = [] {
    const Square exact = make_hessian();
    Buffer<Scalar> rounded(exact.size());
    std::transform(exact.begin(), exact.end(), rounded.begin(),
                   [](double x) { return static_cast<Scalar>(x); });
    return rounded;
  }();
  return matrix;
}

/// g(z) = z' Q z / 2, its gradient Q z: Q is symmetric, so its rows are its columns.
template <class Scalar>
void evaluate(Batch<const Scalar> points, Scalar* values, Batch<Scalar> gradients) {
  const Scalar* columns = hessian<Scalar>().data();
  for (std::ptrdiff_t row = 0; row < points.rows; ++row) {
    const Scalar* z = points.data + row * points.features;
    Scalar* gradient = gradients.data + row * points.features;
    std::fill_n(gradient, dimension, Scalar{0});
    for (std::size_t k = 0; k < dimension; ++k)
      kernels::each([factor = z[k]](const Scalar& q, Scalar& sum) { sum += q * factor; }, dimension,
                    columns + k * dimension, gradient);
    Scalar product = 0;
    for (std::size_t i = 0; i < dimension; ++i) product += z[i] * gradient[i];
    values[row] = product / 2;
  }
}

Samples draw_samples() {
  Samples samples{.training = training_samples};
  samples.values.reserve((training_samples + test_samples) * dimension);
  const auto draw = [&](std::uint32_t seed, std::size_t count) {
    RandomState random(seed);
    for (std::size_t i = 0; i < count * dimension; ++i)
      samples.values.push_back(static_cast<float>(random.normal(0, 0.6)));
  };
  draw(42, training_samples);
  draw(43, test_samples);
  return samples;
}

}  // namespace

FunctionEntry quadratic_deep() {
  return {
      .about = {.name = "quadratic_deep",
                .summary =
                    "(w - x)' Q (w - x) / 2 in 100 dimensions from 1, with Hessian Q of 90 eigenvalues in "
                    "(0, 1) and 10 in (30, 60), and x in N(0, 0.6^2): 1,000 for training, 896 for the "
                    "test. As published with batch_size 128, drop_last and 100 epochs",
                .source =
                    "Schneider, Balles and Hennig (2019), DeepOBS; spectrum after Chaudhari et al. (2017)",
                .advice =
                    "A noisy quadratic with a spectrum like that of deep networks, with published results "
                    "to compare to (DeepOBS). A fair test of learning rates and schedules at little cost.",
                .parameters = {}},
      .dimension = dimension,
      .start = {1},
      .minimum = {0},
      .single_precision = evaluate<float>,
      .double_precision = evaluate<double>,
      .samples = draw_samples};
}

}  // namespace tryall::functions
