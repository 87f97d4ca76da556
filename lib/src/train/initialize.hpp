#pragma once

#include "tryall/experiment/config.hpp"
#include "tryall/nn/network.hpp"

namespace tryall::train {

/// Gives the network the parameters that it starts from: to each block its own start or what the config's
/// initializer draws for it; gains are 1.
template <class Scalar>
void initialize(nn::Network<Scalar>& network, const Config& config, std::uint64_t seed);

}  // namespace tryall::train
