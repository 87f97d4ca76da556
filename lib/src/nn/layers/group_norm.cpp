#include <fmt/format.h>

#include <cmath>

#include "gain_and_bias.hpp"
#include "normalizations.hpp"
#include "tryall/error.hpp"

namespace tryall::nn {
namespace {

/// Statistics are summed in double, for each sample and group.
template <class Scalar>
class GroupNorm final : public Layer<Scalar> {
 public:
  GroupNorm(Units units, std::ptrdiff_t groups, double epsilon)
      : units_(units), groups_(groups), epsilon_(epsilon) {}

  std::ptrdiff_t outputs() const override { return units_.size(); }
  std::vector<ParameterBlock> parameters() const override {
    return GainAndBias<Scalar>::blocks(static_cast<std::size_t>(units_.channels));
  }
  void reserve(std::ptrdiff_t rows) override {
    mean_.resize(static_cast<std::size_t>(rows * groups_));
    inverse_.resize(mean_.size());
  }
  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) override {
    affine_.bind(parameters, gradients);
  }

  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) override {
    for (std::ptrdiff_t block = 0; block < in.rows * groups_; ++block) {
      measure(in.data + block * group_size(), static_cast<std::size_t>(block));
      const auto mean = static_cast<Scalar>(mean_[static_cast<std::size_t>(block)]);
      const auto inverse = static_cast<Scalar>(inverse_[static_cast<std::size_t>(block)]);
      for_each_channel(block, [&](std::ptrdiff_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i)
          out.data[i] = (in.data[i] - mean) * inverse * affine_.gain[channel] + affine_.bias[channel];
      });
    }
  }

  /// With x' = (x - mu) / s and d = gain dy: dx = (d - mean(d) - x' mean(d x')) / s.
  void backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override {
    for (std::ptrdiff_t block = 0; block < in.rows * groups_; ++block) {
      const double mean = mean_[static_cast<std::size_t>(block)],
                   inverse = inverse_[static_cast<std::size_t>(block)];
      double sum = 0, product = 0;
      for_each_channel(block, [&](std::ptrdiff_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
        double channel_sum = 0, channel_product = 0;
        for (std::ptrdiff_t i = begin; i < end; ++i) {
          const auto delta = static_cast<double>(out_gradient.data[i]);
          channel_sum += delta;
          channel_product += delta * (static_cast<double>(in.data[i]) - mean) * inverse;
        }
        affine_.bias_gradient[channel] += static_cast<Scalar>(channel_sum);
        affine_.gain_gradient[channel] += static_cast<Scalar>(channel_product);
        sum += channel_sum * static_cast<double>(affine_.gain[channel]);
        product += channel_product * static_cast<double>(affine_.gain[channel]);
      });
      if (!in_gradient.data) continue;
      const double share = 1.0 / static_cast<double>(group_size());
      for_each_channel(block, [&](std::ptrdiff_t channel, std::ptrdiff_t begin, std::ptrdiff_t end) {
        for (std::ptrdiff_t i = begin; i < end; ++i) {
          const double normal = (static_cast<double>(in.data[i]) - mean) * inverse;
          const double delta =
              static_cast<double>(out_gradient.data[i]) * static_cast<double>(affine_.gain[channel]);
          in_gradient.data[i] =
              static_cast<Scalar>((delta - sum * share - normal * product * share) * inverse);
        }
      });
    }
  }

 private:
  std::ptrdiff_t group_size() const { return units_.size() / groups_; }

  /// Visits the channels of a block (a group of a row), each with its stretch of values.
  template <class Visit>
  void for_each_channel(std::ptrdiff_t block, Visit visit) const {
    const std::ptrdiff_t channels = units_.channels / groups_;
    const std::ptrdiff_t first = block % groups_ * channels;
    std::ptrdiff_t begin = block * group_size();
    for (std::ptrdiff_t channel = first; channel < first + channels; ++channel, begin += units_.positions)
      visit(channel, begin, begin + units_.positions);
  }

  void measure(const Scalar* values, std::size_t block) {
    double sum = 0, squares = 0;
    for (std::ptrdiff_t i = 0; i < group_size(); ++i) sum += static_cast<double>(values[i]);
    const double mean = sum / static_cast<double>(group_size());
    for (std::ptrdiff_t i = 0; i < group_size(); ++i)
      squares += (static_cast<double>(values[i]) - mean) * (static_cast<double>(values[i]) - mean);
    mean_[block] = mean;
    inverse_[block] = 1.0 / std::sqrt(squares / static_cast<double>(group_size()) + epsilon_);
  }

  Units units_;
  std::ptrdiff_t groups_;
  double epsilon_;
  std::vector<double> mean_, inverse_;  // of the last forward, by row and group
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
