#pragma once

#include "tryall/nn/network.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::train {

/// Gives the network the parameters that it starts from: to each block its own start or what the config's
/// initializer draws for it; gains are 1.
template <class Scalar>
void initialize(nn::Network<Scalar>& network, const TrainingConfig& config, std::uint64_t seed);

}  // namespace tryall::train
