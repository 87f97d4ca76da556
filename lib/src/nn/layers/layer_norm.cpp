#include "normalizations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_layer_norm(const Choice& choice, Units units) {
  return make_group_norm<Scalar>(units, 1, choice.number("epsilon"));
}

}  // namespace

NormalizationEntry layer_norm() {
  return {{.name = "layer_norm",
           .summary = "y = gain (x - mu) / sqrt(s2 + epsilon) + bias, with mean and biased variance of each "
                      "sample over all units of the layer; gain and bias of each channel",
           .source = "Ba, Kiros and Hinton (2016); PyTorch's LayerNorm after dense layers, GroupNorm with "
                     "one group after convolutions",
           .advice = "Independent of the batch, the same in training and evaluation: for small batches and "
                     "dense layers. In convolutional networks mostly weaker than batch_norm.",
           .parameters = {variance_epsilon_parameter(), place_parameter()}},
          make_layer_norm<float>,
          make_layer_norm<double>};
}

}  // namespace tryall::nn
