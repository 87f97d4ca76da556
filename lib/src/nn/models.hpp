#pragma once

#include "tryall/nn/model.hpp"

namespace tryall::nn {

ModelEntry softmax_regression();
ModelEntry mlp();

}  // namespace tryall::nn
