#pragma once

#include "tryall/nn/activation.hpp"

namespace tryall::nn {

ActivationEntry relu();
ActivationEntry sigmoid();
ActivationEntry tanh_activation();

}  // namespace tryall::nn
