#include "dropouts.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_spatial_dropout(const Choice& choice, Units units, std::uint32_t part) {
  return make_group_dropout<Scalar>(choice, units.channels, units.positions, part);
}

}  // namespace

DropoutEntry spatial_dropout() {
  return {.about = {.name = "spatial_dropout",
                    .summary = "whole channels behind convolutions are 0 with probability rate while "
                               "training; a function of (seed, epoch, sample, layer, channel)",
                    .source = "Tompson et al. (2015); PyTorch's Dropout2d",
                    .advice = "For convolutional networks: neighbouring pixels are so alike that dropping "
                              "single ones takes nothing away, while whole channels do. Rates of 0.1 to 0.3; "
                              "in dense networks nothing is dropped, use dropout.",
                    .parameters = dropout_parameters()},
          .dense = false,
          .convolutional = true,
          .make_single = make_spatial_dropout<float>,
          .make_double = make_spatial_dropout<double>};
}

}  // namespace tryall::nn
