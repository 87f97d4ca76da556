#include <algorithm>
#include <array>
#include <utility>

#include "losses.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/kernels/math.hpp"
#include "tryall/kernels/zero_below.hpp"

namespace tryall::nn {
namespace {

/// In four partial sums, value k in sum k mod 4.
template <class Scalar>
Scalar row_sum(const Scalar* values, std::ptrdiff_t size) {
  Scalar a = 0, b = 0, c = 0, d = 0;
  std::ptrdiff_t k = 0;
  for (; k + 4 <= size; k += 4) {
    a += values[k];
    b += values[k + 1];
    c += values[k + 2];
    d += values[k + 3];
  }
  if (k < size) a += values[k];
  if (k + 1 < size) b += values[k + 1];
  if (k + 2 < size) c += values[k + 2];
  return (a + b) + (c + d);
}

/// Rows that are worked out together.
constexpr std::ptrdiff_t group_rows = 64;

template <class Scalar>
struct RowGroup {
  std::ptrdiff_t rows, classes;
  const Scalar *z, *t;
  Scalar* out;  ///< Room for the exponentials; in the end the gradient.
  Scalar gradient_scale;
};

/// Row by row: the sum of e^(z - max z), the sum of t and that of t (z - max z).
template <class Scalar>
struct RowSums {
  std::array<Scalar, group_rows> exponentials, weight, aligned;
};

/// Writes z - max z to `out`, and works out the sums of t.
template <class Scalar>
void shift(const RowGroup<Scalar>& group, RowSums<Scalar>& sums) {
  for (std::ptrdiff_t row = 0; row < group.rows; ++row) {
    const Scalar *z = group.z + row * group.classes, *t = group.t + row * group.classes;
    Scalar* out = group.out + row * group.classes;
    Scalar top = z[0];
    for (std::ptrdiff_t k = 1; k < group.classes; ++k) top = z[k] > top ? z[k] : top;
    Scalar weight = 0, aligned = 0;
    for (std::ptrdiff_t k = 0; k < group.classes; ++k) {
      out[k] = z[k] - top;
      weight += t[k];
      aligned += t[k] != 0 ? t[k] * out[k] : Scalar{0};
    }
    const auto place = static_cast<std::size_t>(row);
    sums.weight[place] = weight;
    sums.aligned[place] = aligned;
  }
}

/// The summed loss of the group; the factors are what its exponentials are multiplied by in the gradient.
template <class Scalar>
double finish(const RowGroup<Scalar>& group, RowSums<Scalar>& sums, std::array<Scalar, group_rows>& factors) {
  for (std::ptrdiff_t row = 0; row < group.rows; ++row)
    sums.exponentials[static_cast<std::size_t>(row)] =
        row_sum(group.out + row * group.classes, group.classes);
  std::array<Scalar, group_rows> losses;
  kernels::each(
      [scale = group.gradient_scale](const Scalar& total, const Scalar& weight, const Scalar& aligned,
                                     Scalar& loss, Scalar& factor) {
        loss = weight * kernels::log(total) - aligned;
        factor = scale * weight / total;
      },
      static_cast<std::size_t>(group.rows), std::as_const(sums.exponentials).data(),
      std::as_const(sums.weight).data(), std::as_const(sums.aligned).data(), losses.data(), factors.data());
  double sum = 0;
  for (std::ptrdiff_t row = 0; row < group.rows; ++row)
    sum += static_cast<double>(losses[static_cast<std::size_t>(row)]);
  return sum;
}

/// Computed from z - max z; the rows' losses are added in double, in their order.
template <class Scalar>
class CrossEntropy final : public Loss<Scalar> {
 public:
  double sum(Batch<const Scalar> outputs, Batch<const Scalar> targets, Scalar gradient_scale,
             Batch<Scalar> gradient) const override {
    const std::ptrdiff_t classes = outputs.features;
    double sum = 0;
    for (std::ptrdiff_t row = 0; row < outputs.rows; row += group_rows) {
      const std::ptrdiff_t rows = std::min(group_rows, outputs.rows - row), begin = row * classes;
      Scalar* out = gradient.data ? gradient.data + begin : room_for(rows * classes);
      sum += of_group({rows, classes, outputs.data + begin, targets.data + begin, out, gradient_scale},
                      gradient.data != nullptr);
    }
    return sum;
  }

 private:
  static double of_group(const RowGroup<Scalar>& group, bool with_gradient) {
    RowSums<Scalar> sums;
    std::array<Scalar, group_rows> factors;
    shift(group, sums);
    kernels::each([](Scalar& x) { x = kernels::gradient(kernels::exp(x)); },
                  static_cast<std::size_t>(group.rows * group.classes), group.out);
    const double sum = finish(group, sums, factors);
    if (!with_gradient) return sum;
    for (std::ptrdiff_t row = 0; row < group.rows; ++row) {
      const Scalar* t = group.t + row * group.classes;
      Scalar* out = group.out + row * group.classes;
      const Scalar factor = factors[static_cast<std::size_t>(row)];
      for (std::ptrdiff_t k = 0; k < group.classes; ++k)
        out[k] = out[k] * factor - group.gradient_scale * t[k];
    }
    return sum;
  }

  Scalar* room_for(std::ptrdiff_t size) const {
    if (room_.size() < static_cast<std::size_t>(size)) room_.resize(static_cast<std::size_t>(size));
    return room_.data();
  }

  mutable Buffer<Scalar> room_;  ///< Where there is no gradient; made at the first batch.
};

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_cross_entropy(const Choice&) {
  return std::make_unique<CrossEntropy<Scalar>>();
}

/// softmax(z).
void probabilities(std::span<const double> outputs, std::span<double> shares) {
  const double top = *std::max_element(outputs.begin(), outputs.end());
  double sum = 0;
  for (std::size_t k = 0; k < outputs.size(); ++k) sum += shares[k] = kernels::exp(outputs[k] - top);
  for (double& share : shares) share /= sum;
}

}  // namespace

LossEntry cross_entropy() {
  return {
      {.name = "cross_entropy",
       .summary = "softmax and cross-entropy in one: -sum_k t_k log softmax(z)_k, with t_k = 1 for the label",
       .source = "PyTorch's CrossEntropyLoss",
       .advice = "The usual loss of classes: its gradient softmax(z) - t does not vanish when the network is "
                 "surely wrong, as that of mse behind a softmax would. Wrong labels weigh heavily; "
                 "label_smoothing helps.",
       .parameters = {}},
      {Task::classification},
      one_each,
      make_cross_entropy<float>,
      make_cross_entropy<double>,
      probabilities};
}

}  // namespace tryall::nn
