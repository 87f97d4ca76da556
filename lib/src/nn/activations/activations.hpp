#pragma once

#include "tryall/nn/activations/activation.hpp"

namespace tryall::nn {

ActivationEntry relu();
ActivationEntry leaky_relu();
ActivationEntry elu();
ActivationEntry selu();
ActivationEntry gelu();
ActivationEntry silu();
ActivationEntry softplus();
ActivationEntry tanh_activation();
ActivationEntry sigmoid();
ActivationEntry identity();

}  // namespace tryall::nn
