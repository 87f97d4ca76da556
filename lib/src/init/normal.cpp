#include "initializers.hpp"
#include "scale.hpp"

namespace tryall::init {
namespace {

void fill_with_std(const Choice& choice, const ParameterBlock&, const Stream& stream,
                   std::span<double> weights) {
  fill_normal(choice.number("std"), stream, weights);
}

}  // namespace

void fill_normal(double std, const Stream& stream, std::span<double> weights) {
  stream.normals(0, weights);
  for (double& weight : weights) weight *= std;
}

InitializerEntry normal() {
  return {{.name = "normal",
           .summary = "w ~ N(0, std^2)",
           .source = "",
           .advice = "To see what the scale does: std 1 saturates sigmoid and tanh in wide layers, std 0.01 "
                     "makes activations of deep networks shrink to nothing. xavier and he choose std by the "
                     "layer's size; prefer them.",
           .parameters = {std_parameter(1.0, "standard deviation; 0.01 is the other classic")}},
          fill_with_std};
}

}  // namespace tryall::init
