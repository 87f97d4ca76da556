#include <cmath>

#include "gain_and_bias.hpp"
#include "normalizations.hpp"
#include "tryall/kernels/each.hpp"

namespace tryall::nn {
namespace {

/// Statistics are summed in double: each unit's over the batch's rows in order, then a channel's over its
/// positions.
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
        sums_(size()),
        products_(size()),
        exact_mean_(size()),
        unit_mean_(size()),
        factor_(size()),
        offset_(size()),
        slopes_(size()),
        mean_deltas_(size()) {}

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
    spread(unit_mean_, [&](std::size_t channel) { return static_cast<Scalar>(mean_[channel]); });
    spread(factor_, [&](std::size_t channel) { return scale(channel); });
    spread(offset_, [&](std::size_t channel) { return affine_.bias[channel]; });
    for (std::ptrdiff_t row = 0; row < in.rows; ++row)
      kernels::each([](const Scalar& x, const Scalar& mean, const Scalar& factor, const Scalar& offset,
                       Scalar& y) { y = (x - mean) * factor + offset; },
                    size(), in.data + row * in.features, unit_mean_.data(), factor_.data(), offset_.data(),
                    out.data + row * in.features);
  }

  /// With x' = (x - mu) / s: dx = gain / s * (dy - mean(dy) - x' mean(dy x')).
  void backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override {
    std::fill(sums_.begin(), sums_.end(), 0.0);
    std::fill(products_.begin(), products_.end(), 0.0);
    for (std::ptrdiff_t row = 0; row < in.rows; ++row)
      kernels::each(
          [](const Scalar& x, const Scalar& dy, const double& mean, double& sum, double& product) {
            sum += static_cast<double>(dy);
            product += static_cast<double>(dy) * (static_cast<double>(x) - mean);
          },
          size(), in.data + row * in.features, out_gradient.data + row * in.features, exact_mean_.data(),
          sums_.data(), products_.data());
    const double share = 1.0 / static_cast<double>(in.rows * units_.positions);
    for (std::size_t channel = 0; channel < count(); ++channel) {
      const double sum = over_positions(sums_, channel);
      const double product = over_positions(products_, channel) * inverse_[channel];
      affine_.gain_gradient[channel] += static_cast<Scalar>(product);
      affine_.bias_gradient[channel] += static_cast<Scalar>(sum);
      fill(slopes_, channel, static_cast<Scalar>(product * share * inverse_[channel]));
      fill(mean_deltas_, channel, static_cast<Scalar>(sum * share));
    }
    if (!in_gradient.data) return;
    spread(factor_, [&](std::size_t channel) { return scale(channel); });
    for (std::ptrdiff_t row = 0; row < in.rows; ++row)
      kernels::each([](const Scalar& x, const Scalar& dy, const Scalar& mean, const Scalar& mean_delta,
                       const Scalar& slope, const Scalar& factor,
                       Scalar& dx) { dx = factor * (dy - mean_delta - (x - mean) * slope); },
                    size(), in.data + row * in.features, out_gradient.data + row * in.features,
                    unit_mean_.data(), mean_deltas_.data(), slopes_.data(), factor_.data(),
                    in_gradient.data + row * in.features);
  }

 private:
  std::size_t count() const { return static_cast<std::size_t>(units_.channels); }
  std::size_t size() const { return static_cast<std::size_t>(units_.size()); }
  std::size_t positions() const { return static_cast<std::size_t>(units_.positions); }
  Scalar scale(std::size_t channel) const {
    return affine_.gain[channel] * static_cast<Scalar>(inverse_[channel]);
  }

  /// A channel's value for each of its units.
  template <class Value>
  void fill(Buffer<Value>& units, std::size_t channel, Value value) const {
    std::fill_n(units.begin() + static_cast<std::ptrdiff_t>(channel * positions()), positions(), value);
  }
  template <class Value, class Of>
  void spread(Buffer<Value>& units, Of of) const {
    for (std::size_t channel = 0; channel < count(); ++channel) fill(units, channel, of(channel));
  }
  double over_positions(const Buffer<double>& units, std::size_t channel) const {
    double sum = 0;
    for (std::size_t i = channel * positions(); i < (channel + 1) * positions(); ++i) sum += units[i];
    return sum;
  }

  void measure(Batch<const Scalar> in) {
    const double values = static_cast<double>(in.rows * units_.positions);
    std::fill(sums_.begin(), sums_.end(), 0.0);
    for (std::ptrdiff_t row = 0; row < in.rows; ++row)
      kernels::each([](const Scalar& x, double& sum) { sum += static_cast<double>(x); }, size(),
                    in.data + row * in.features, sums_.data());
    for (std::size_t channel = 0; channel < count(); ++channel)
      mean_[channel] = over_positions(sums_, channel) / values;
    spread(exact_mean_, [&](std::size_t channel) { return mean_[channel]; });
    std::fill(sums_.begin(), sums_.end(), 0.0);
    for (std::ptrdiff_t row = 0; row < in.rows; ++row)
      kernels::each(
          [](const Scalar& x, const double& mean, double& sum) {
            const double deviation = static_cast<double>(x) - mean;
            sum += deviation * deviation;
          },
          size(), in.data + row * in.features, exact_mean_.data(), sums_.data());
    for (std::size_t channel = 0; channel < count(); ++channel) {
      const double squares = over_positions(sums_, channel), variance = squares / values;
      inverse_[channel] = 1.0 / std::sqrt(variance + epsilon_);
      follow(running_mean_[channel], mean_[channel]);
      follow(running_variance_[channel], values > 1 ? squares / (values - 1) : variance);
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
  std::vector<double> mean_, inverse_;           // of the last forward, by channel: mu and 1 / s
  Buffer<double> sums_, products_, exact_mean_;  // by unit, as all below
  Buffer<Scalar> unit_mean_, factor_, offset_;   // mu, gain / s, bias
  Buffer<Scalar> slopes_, mean_deltas_;          // mean(dy x') / s, mean(dy)
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
