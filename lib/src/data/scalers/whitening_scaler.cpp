#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/products.hpp"
#include "scalers.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Samples = std::span<const std::uint32_t>;

void check(const Choice& choice, std::size_t features) {
  const std::int64_t components = choice.integer("components");
  if (components == 0) return;
  if (choice.word("kind") == "zca")
    throw SettingError(
        "components",
        fmt::format(
            "scaler 'whitening': components must be 0 with kind zca, which keeps all features, not {}",
            components));
  if (components > static_cast<std::int64_t>(features))
    throw SettingError(
        "components",
        fmt::format("scaler 'whitening': components must be at most the dataset's {} features, not {}",
                    features, components));
}

/// Summed as differences from the first sample, so that a constant feature's mean is exact.
Buffer<double> means(const Dataset& dataset, Samples training) {
  const std::size_t features = dataset.features;
  Buffer<double> mean(features, 0.0);
  std::visit(
      [&](const auto& values) {
        const auto* first = values.data() + training.front() * features;
        for (const std::uint32_t index : training)
          for (std::size_t i = 0; i < features; ++i)
            mean[i] += static_cast<double>(values[index * features + i]) - static_cast<double>(first[i]);
        for (std::size_t i = 0; i < features; ++i)
          mean[i] = static_cast<double>(first[i]) + mean[i] / static_cast<double>(training.size());
      },
      dataset.values);
  return mean;
}

/// Of the samples mapped by `map`, which is to center them; divided by n - 1.
Matrix covariance(const Dataset& dataset, const InputMap& map, Samples training) {
  constexpr std::size_t piece = 256;
  const auto features = static_cast<std::ptrdiff_t>(dataset.features);
  Matrix sum = Matrix::Zero(features, features);
  Buffer<double> room(dataset.features * std::min(piece, training.size()));
  for (std::size_t begin = 0; begin < training.size(); begin += piece) {
    const Samples samples = training.subspan(begin, std::min(piece, training.size() - begin));
    const Batch<double> batch{room.data(), features, static_cast<std::ptrdiff_t>(samples.size())};
    gather(dataset, map, map, samples, batch, batch);
    kernels::add_product<double>({.rows = features,
                                  .terms = batch.rows,
                                  .columns = features,
                                  .a = batch.data,
                                  .a_row = 1,
                                  .a_term = features,
                                  .b = batch.data,
                                  .b_term = features,
                                  .c = sum.data(),
                                  .c_row = features});
  }
  return sum / static_cast<double>(std::max<std::size_t>(2, training.size()) - 1);
}

/// 1 / sqrt(variance + epsilon), and 0 for a direction without variance: up to rounding, NumPy's tolerance of
/// a rank.
Vector gains(const Vector& variances, double epsilon, std::size_t samples) {
  const auto size =
      static_cast<double>(std::max<std::size_t>(samples, static_cast<std::size_t>(variances.size())));
  const double negligible =
      std::max(0.0, variances.maxCoeff()) * size * std::numeric_limits<double>::epsilon();
  return variances.unaryExpr(
      [=](double variance) { return variance > negligible ? 1.0 / std::sqrt(variance + epsilon) : 0.0; });
}

/// An eigenvector's sign is arbitrary: its entry of largest magnitude is made positive.
void fix_sign(Eigen::Ref<Vector> direction) {
  std::ptrdiff_t largest = 0;
  direction.cwiseAbs().maxCoeff(&largest);
  if (direction[largest] < 0) direction = -direction;
}

/// features x outputs.
Matrix rotation(const Choice& choice, const Matrix& covariance, std::size_t samples) {
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(covariance);  // from the smallest variance up
  if (solver.info() != Eigen::Success)
    throw Error(
        ErrorCode::failed,
        "scaler 'whitening': the eigenvalues of the covariance cannot be computed; are all features finite?");
  const Vector gain = gains(solver.eigenvalues(), choice.number("epsilon"), samples);
  Matrix directions = solver.eigenvectors();
  if (choice.word("kind") == "zca") return directions * gain.asDiagonal() * directions.transpose();
  for (std::ptrdiff_t i = 0; i < directions.cols(); ++i) fix_sign(directions.col(i));
  const std::int64_t components = choice.integer("components");
  const std::ptrdiff_t kept = components > 0 ? static_cast<std::ptrdiff_t>(components) : directions.cols();
  return (directions * gain.asDiagonal()).rightCols(kept).rowwise().reverse();
}

InputMap fit_whitening(const Choice& choice, const Dataset& dataset, Samples training) {
  check(choice, dataset.features);
  InputMap map{means(dataset, training), Buffer<double>(dataset.features, 1.0)};
  const Matrix found = rotation(choice, covariance(dataset, map, training), training.size());
  map.rotation.resize(static_cast<std::size_t>(found.size()));
  Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
      map.rotation.data(), found.rows(), found.cols()) = found;
  return map;
}

}  // namespace

ScalerEntry whitening_scaler() {
  return {
      {.name = "whitening",
       .summary = "x' = D V' (x - mean), uncorrelated and of variance 1 on the training split, with the "
                  "covariance V diag(variance) V' (n - 1) and D = diag(1 / sqrt(variance + epsilon)); a "
                  "direction without variance becomes 0. zca turns back to the features: V D V' (x - mean)",
       .source = "scikit-learn's PCA with whiten; Bell and Sejnowski (1997) for zca",
       .advice = "Strongly correlated features with a linear model or sgd: all directions get the same "
                 "curvature at the start. It raises the noise of weak directions (raise epsilon or keep "
                 "fewer components) and costs the cube of the number of features.",
       .parameters = {{.name = "kind",
                       .type = Parameter::Type::word,
                       .fallback = std::string("pca"),
                       .meaning = "pca: along the principal components, the largest variance first; zca: as "
                                  "close to the features as possible, so that images stay images",
                       .words = {"pca", "zca"}},
                      {.name = "epsilon",
                       .type = Parameter::Type::number,
                       .fallback = 1e-5,
                       .meaning =
                           "added to each variance, inside the root, in units of the raw values squared",
                       .low = 0},
                      {.name = "components",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{0},
                       .meaning = "pca: how many inputs are kept; 0: as many as features",
                       .low = 0}}},
      fit_whitening};
}

}  // namespace tryall::data
