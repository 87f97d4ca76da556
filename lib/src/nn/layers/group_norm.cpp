#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "gain_and_bias.hpp"
#include "normalizations.hpp"
#include "tryall/error.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/kernels/sums.hpp"

namespace tryall::nn {
namespace {

/// Statistics are sums in double, for each sample and group; a channel's gradients are summed unit by unit
/// over the rows and then over its positions.
template <class Scalar>
class GroupNorm final : public Layer<Scalar> {
 public:
  GroupNorm(Units units, std::ptrdiff_t groups, double epsilon)
      : units_(units),
        groups_(static_cast<std::size_t>(groups)),
        epsilon_(epsilon),
        gain_(size()),
        bias_(size()),
        normal_(size()),
        delta_(size()),
        bias_sums_(size()),
        gain_sums_(size()) {}

  std::ptrdiff_t outputs() const override { return units_.size(); }
  std::vector<ParameterBlock> parameters() const override {
    return GainAndBias<Scalar>::blocks(static_cast<std::size_t>(units_.channels));
  }
  void reserve(std::ptrdiff_t rows) override {
    mean_.resize(static_cast<std::size_t>(rows) * groups_);
    inverse_.resize(mean_.size());
  }
  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) override {
    affine_.bind(parameters, gradients);
  }

  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) override {
    spread();
    for (std::size_t block = 0; block < blocks(in.rows); ++block) {
      const Scalar* x = in.data + block * group_size();
      measure(x, block);
      const std::size_t unit = first_unit(block);
      kernels::each(
          [mean = static_cast<Scalar>(mean_[block]), inverse = static_cast<Scalar>(inverse_[block])](
              const Scalar& value, const Scalar& gain, const Scalar& bias, Scalar& y) {
            y = (value - mean) * inverse * gain + bias;
          },
          group_size(), x, gain_.data() + unit, bias_.data() + unit, out.data + block * group_size());
    }
  }

  /// With x' = (x - mu) / s and d = gain dy: dx = (d - mean(d) - x' mean(d x')) / s.
  void backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override {
    std::fill(bias_sums_.begin(), bias_sums_.end(), 0.0);
    std::fill(gain_sums_.begin(), gain_sums_.end(), 0.0);
    for (std::size_t block = 0; block < blocks(in.rows); ++block) {
      const std::size_t place = block * group_size();
      normalize(in.data + place, out_gradient.data + place, block);
      if (in_gradient.data) write_gradient(in_gradient.data + place, block);
    }
    for (std::size_t unit = 0; unit < size(); ++unit) {
      const std::size_t channel = unit / static_cast<std::size_t>(units_.positions);
      affine_.bias_gradient[channel] += static_cast<Scalar>(bias_sums_[unit]);
      affine_.gain_gradient[channel] += static_cast<Scalar>(gain_sums_[unit]);
    }
  }

 private:
  std::size_t size() const { return static_cast<std::size_t>(units_.size()); }
  std::size_t group_size() const { return size() / groups_; }
  /// A group of a row is a block.
  std::size_t blocks(std::ptrdiff_t rows) const { return static_cast<std::size_t>(rows) * groups_; }
  std::size_t first_unit(std::size_t block) const { return block % groups_ * group_size(); }

  /// Gives each unit its channel's gain and bias.
  void spread() {
    for (std::size_t unit = 0; unit < size(); ++unit) {
      gain_[unit] = affine_.gain[unit / static_cast<std::size_t>(units_.positions)];
      bias_[unit] = affine_.bias[unit / static_cast<std::size_t>(units_.positions)];
    }
  }

  void measure(const Scalar* x, std::size_t block) {
    const auto values = static_cast<double>(group_size());
    const double mean = kernels::sum(std::span<const Scalar>(x, group_size())) / values;
    kernels::each(
        [mean](const Scalar& value, double& deviation) { deviation = static_cast<double>(value) - mean; },
        group_size(), x, normal_.data());
    const double squares = kernels::sum_of_squares(std::span<const double>(normal_.data(), group_size()));
    mean_[block] = mean;
    inverse_[block] = 1.0 / std::sqrt(squares / values + epsilon_);
  }

  /// x' and d of a block, and its share of the sums.
  void normalize(const Scalar* x, const Scalar* dy, std::size_t block) {
    const std::size_t unit = first_unit(block);
    kernels::each(
        [mean = mean_[block], inverse = inverse_[block]](const Scalar& value, const Scalar& slope,
                                                         const Scalar& gain, double& normal, double& delta,
                                                         double& bias_sum, double& gain_sum) {
          normal = (static_cast<double>(value) - mean) * inverse;
          delta = static_cast<double>(slope) * static_cast<double>(gain);
          bias_sum += static_cast<double>(slope);
          gain_sum += static_cast<double>(slope) * normal;
        },
        group_size(), x, dy, gain_.data() + unit, normal_.data(), delta_.data(), bias_sums_.data() + unit,
        gain_sums_.data() + unit);
  }

  void write_gradient(Scalar* dx, std::size_t block) {
    const std::span<const double> normal(normal_.data(), group_size()), delta(delta_.data(), group_size());
    const double share = 1.0 / static_cast<double>(group_size());
    kernels::each(
        [mean = kernels::sum(delta) * share, slope = kernels::dot(delta, normal) * share,
         inverse = inverse_[block]](const double& d, const double& x, Scalar& out) {
          out = static_cast<Scalar>((d - mean - x * slope) * inverse);
        },
        group_size(), delta.data(), normal.data(), dx);
  }

  Units units_;
  std::size_t groups_;
  double epsilon_;
  std::vector<double> mean_, inverse_;    // of the last forward, by row and group
  Buffer<Scalar> gain_, bias_;            // by unit
  Buffer<double> normal_, delta_;         // x' and d of a block
  Buffer<double> bias_sums_, gain_sums_;  // by unit
  GainAndBias<Scalar> affine_;
};

template <class Scalar>
std::unique_ptr<Layer<Scalar>> chosen_group_norm(const Choice& choice, Units units) {
  const std::int64_t groups = choice.integer("groups");
  if (units.channels % groups != 0)
    throw SettingError("groups",
                       fmt::format("group_norm's {} groups do not divide the {} channels of a layer evenly",
                                   groups, units.channels));
  return make_group_norm<Scalar>(units, groups, choice.number("epsilon"));
}

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_group_norm(Units units, std::ptrdiff_t groups, double epsilon) {
  return std::make_unique<GroupNorm<Scalar>>(units, groups, epsilon);
}

template std::unique_ptr<Layer<float>> make_group_norm(Units, std::ptrdiff_t, double);
template std::unique_ptr<Layer<double>> make_group_norm(Units, std::ptrdiff_t, double);

NormalizationEntry group_norm() {
  return {
      {.name = "group_norm",
       .summary = "y = gain (x - mu) / sqrt(s2 + epsilon) + bias, with mean and biased variance of each "
                  "sample over groups of channels; gain and bias of each channel",
       .source = "Wu and He (2018); PyTorch's GroupNorm",
       .advice =
           "For convolutional networks with small batches, where batch_norm fails; with large batches "
           "batch_norm is usually somewhat better. Groups must divide the channels of every hidden layer.",
       .parameters = {{.name = "groups",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{4},
                       .meaning = "groups; they divide the channels of every hidden layer evenly",
                       .low = 1,
                       .high = 65536},
                      variance_epsilon_parameter(),
                      place_parameter()}},
      chosen_group_norm<float>,
      chosen_group_norm<double>};
}

}  // namespace tryall::nn
