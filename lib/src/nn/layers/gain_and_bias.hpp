#pragma once

#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

/// A gain and a bias for each channel of what was normalized.
template <class Scalar>
struct GainAndBias {
  const Scalar *gain = nullptr, *bias = nullptr;
  Scalar *gain_gradient = nullptr, *bias_gradient = nullptr;

  static std::vector<ParameterBlock> blocks(std::size_t channels) {
    return {
        {.name = "weight", .kind = ParameterBlock::Kind::gain, .shape = {channels}},
        {.name = "bias", .kind = ParameterBlock::Kind::bias, .shape = {channels}, .fan_in = 1, .fan_out = 1}};
  }

  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) {
    gain = parameters[0];
    bias = parameters[1];
    gain_gradient = gradients[0];
    bias_gradient = gradients[1];
  }
};

}  // namespace tryall::nn
