#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "catch.hpp"
#include "random_values.hpp"
#include "tryall/nn/network.hpp"

namespace tryall::testing {

/// The numbers that a loss depends on, by a name for messages, and its gradient with respect to them.
struct Slope {
  std::string name;
  std::span<double> values;
  std::span<const double> gradient;
};

/// Holds the gradient to (loss(x + h) - loss(x - h)) / 2h, value by value.
template <class Loss>
void check_slope(const Slope& slope, double h, Loss loss) {
  for (std::size_t i = 0; i < slope.values.size(); ++i) {
    double& value = slope.values[i];
    const double middle = value;
    value = middle + h;
    const double above = loss();
    value = middle - h;
    const double below = loss();
    value = middle;
    INFO(slope.name << " at " << i);
    REQUIRE(std::abs(slope.gradient[i] - (above - below) / (2 * h)) < 1e-7);
  }
}

/// Gives the network random parameters, biases too: a substream a block.
inline void draw_parameters(nn::Network<double>& network, std::uint32_t first_substream) {
  for (const nn::ParameterBlock& block : network.blocks()) {
    const Buffer<double> values = random_values(block.size(), first_substream++, 0.5);
    std::copy(values.begin(), values.end(), network.parameters().subspan(block.offset).begin());
  }
}

/// Holds the gradients that the network's last backward pass left to the loss, for each parameter.
template <class Loss>
void check_parameters(nn::Network<double>& network, double h, Loss loss) {
  for (const nn::ParameterBlock& block : network.blocks())
    check_slope({block.name, network.parameters().subspan(block.offset, block.size()),
                 network.gradients().subspan(block.offset, block.size())},
                h, loss);
}

}  // namespace tryall::testing
