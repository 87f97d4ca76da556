#pragma once

#include "tryall/nn/network.hpp"
#include "tryall/train/tensors/tensor.hpp"

namespace tryall::train {

/// A network's parameters, and what its layers remember, by name.
template <class Scalar>
std::vector<Tensor> tensors_of(nn::Network<Scalar>& network);

/// Puts them back. Throws Error where one is missing, has another shape, or is none of the network's.
template <class Scalar>
void restore_tensors(const std::vector<Tensor>& tensors, nn::Network<Scalar>& network);

}  // namespace tryall::train
