#include <cmath>

#include "gain_and_bias.hpp"
#include "normalizations.hpp"

namespace tryall::nn {
namespace {

/// Statistics are summed in double, over the batch's rows in order and each row's positions.
template <class Scalar>
class BatchNorm final : public Layer<Scalar> {
 public:
  BatchNorm(Units units, double momentum, double epsilon)
      : units_(units),
        momentum_(momentum),
        epsilon_(epsilon),
        running_mean_(count(), Scalar{0}),
        running_variance_(count(), Scalar{1}),
        mean_(count()),
        inverse_(count()),
        sums_(count()),
        products_(count()) {}

  std::ptrdiff_t outputs() const override { return units_.size(); }
  bool needs_whole_batch() const override { return true; }
  std::vector<ParameterBlock> parameters() const override { return GainAndBias<Scalar>::blocks(count()); }
  std::vector<StateBlock<Scalar>> state() override {
    return {{"running_mean", running_mean_}, {"running_var", running_variance_}};
  }
  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) override {
    affine_.bind(parameters, gradients);
  }

  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override {
    if (pass.mode == Mode::training)
      measure(in);
    else
      recall();
    for_each(in.rows, [&](std::size_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
      const Scalar mean = static_cast<Scalar>(mean_[channel]), factor = scale(channel),
                   bias = affine_.bias[channel];
      for (std::ptrdiff_t i = begin; i < end; ++i) out.data[i] = (in.data[i] - mean) * factor + bias;
    });
  }

  /// With x' = (x - mu) / s: dx = gain / s * (dy - mean(dy) - x' mean(dy x')).
  void backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override {
    sums_.assign(count(), 0);
    products_.assign(count(), 0);
    for_each(in.rows, [&](std::size_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
      double sum = 0, product = 0;
      for (std::ptrdiff_t i = begin; i < end; ++i) {
        const auto delta = static_cast<double>(out_gradient.data[i]);
        sum += delta;
        product += delta * (static_cast<double>(in.data[i]) - mean_[channel]);
      }
      sums_[channel] += sum;
      products_[channel] += product * inverse_[channel];
    });
    for (std::size_t channel = 0; channel < count(); ++channel) {
      affine_.gain_gradient[channel] += static_cast<Scalar>(products_[channel]);
      affine_.bias_gradient[channel] += static_cast<Scalar>(sums_[channel]);
    }
    if (!in_gradient.data) return;
    const double share = 1.0 / static_cast<double>(in.rows * units_.positions);
    for_each(in.rows, [&](std::size_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
      const auto mean = static_cast<Scalar>(mean_[channel]),
                 mean_delta = static_cast<Scalar>(sums_[channel] * share);
      const auto slope = static_cast<Scalar>(products_[channel] * share * inverse_[channel]);
      const Scalar factor = scale(channel);
      for (std::ptrdiff_t i = begin; i < end; ++i)
        in_gradient.data[i] = factor * (out_gradient.data[i] - mean_delta - (in.data[i] - mean) * slope);
    });
  }

 private:
  std::size_t count() const { return static_cast<std::size_t>(units_.channels); }
  Scalar scale(std::size_t channel) const {
    return affine_.gain[channel] * static_cast<Scalar>(inverse_[channel]);
  }

  /// Visits every stretch of values that belong to one channel of one row.
  template <class Visit>
  void for_each(std::ptrdiff_t rows, Visit visit) const {
    std::ptrdiff_t begin = 0;
    for (std::ptrdiff_t row = 0; row < rows; ++row)
      for (std::size_t channel = 0; channel < count(); ++channel, begin += units_.positions)
        visit(channel, begin, begin + units_.positions);
  }

  void measure(Batch<const Scalar> in) {
    const double size = static_cast<double>(in.rows * units_.positions);
    std::fill(mean_.begin(), mean_.end(), 0.0);
    for_each(in.rows, [&](std::size_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
      for (std::ptrdiff_t i = begin; i < end; ++i) mean_[channel] += static_cast<double>(in.data[i]);
    });
    for (double& mean : mean_) mean /= size;
    std::fill(sums_.begin(), sums_.end(), 0.0);
    for_each(in.rows, [&](std::size_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
      for (std::ptrdiff_t i = begin; i < end; ++i) {
        const double deviation = static_cast<double>(in.data[i]) - mean_[channel];
        sums_[channel] += deviation * deviation;
      }
    });
    for (std::size_t channel = 0; channel < count(); ++channel) {
      const double variance = sums_[channel] / size;
      inverse_[channel] = 1.0 / std::sqrt(variance + epsilon_);
      const double unbiased = size > 1 ? sums_[channel] / (size - 1) : variance;
      follow(running_mean_[channel], mean_[channel]);
      follow(running_variance_[channel], unbiased);
    }
  }

  void follow(Scalar& running, double now) const {
    running = static_cast<Scalar>((1.0 - momentum_) * static_cast<double>(running) + momentum_ * now);
  }

  void recall() {
    for (std::size_t channel = 0; channel < count(); ++channel) {
      mean_[channel] = static_cast<double>(running_mean_[channel]);
      inverse_[channel] = 1.0 / std::sqrt(static_cast<double>(running_variance_[channel]) + epsilon_);
    }
  }

  Units units_;
  double momentum_, epsilon_;
  Buffer<Scalar> running_mean_, running_variance_;
  std::vector<double> mean_, inverse_;  // of the last forward: mu and 1 / s
  std::vector<double> sums_, products_;
  GainAndBias<Scalar> affine_;
};

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_batch_norm(const Choice& choice, Units units) {
  return std::make_unique<BatchNorm<Scalar>>(units, choice.number("momentum"), choice.number("epsilon"));
}

}  // namespace

NormalizationEntry batch_norm() {
  return {
      {.name = "batch_norm",
       .summary =
           "y = gain (x - mu) / sqrt(s2 + epsilon) + bias, with mean mu and biased variance s2 of each "
           "channel over the batch; evaluation uses running means of mu and of the unbiased variance",
       .source = "Ioffe and Szegedy (2015); PyTorch's BatchNorm1d and BatchNorm2d",
       .advice =
           "Allows much higher learning rates and deeper networks, and makes the init matter less. Poor with "
           "small batches (under about 16), whose statistics are noisy; layer_norm or group_norm there.",
       .parameters = {{.name = "momentum",
                       .type = Parameter::Type::number,
                       .fallback = 0.1,
                       .meaning = "weight of a new batch in the running statistics",
                       .low = 0,
                       .high = 1},
                      variance_epsilon_parameter(),
                      place_parameter()}},
      make_batch_norm<float>,
      make_batch_norm<double>};
}

}  // namespace tryall::nn
