#include "scalers.hpp"

namespace tryall::data {
namespace {

InputMap fit_per_image(const Choice&, const Dataset& dataset, std::span<const std::uint32_t>) {
  return {Buffer<double>(dataset.features, 0.0), Buffer<double>(dataset.features, 1.0), true};
}

}  // namespace

ScalerEntry per_image_scaler() {
  return {{.name = "per_image",
           .summary = "x' = (x - mean) / sd of the sample's own values, all channels together (ddof 0); "
                      "nothing is fitted. A sample all of one value becomes 0",
           .source = "TensorFlow's per_image_standardization, without its lower bound on the sd",
           .advice = "Photographs that differ in brightness and contrast. It removes that information, so do "
                     "not use it for tables or where brightness distinguishes classes.",
           .parameters = {}},
          fit_per_image};
}

}  // namespace tryall::data
