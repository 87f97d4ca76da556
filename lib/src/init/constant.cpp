#include <algorithm>

#include "initializers.hpp"

namespace tryall::init {
namespace {

void fill_constant(const Choice& choice, const ParameterBlock&, const Stream&, std::span<double> weights) {
  std::fill(weights.begin(), weights.end(), choice.number("value"));
}

}  // namespace

InitializerEntry constant() {
  return {{.name = "constant",
           .summary = "w = value: like zeros, it makes all units of a layer the same; meant for biases",
           .source = "",
           .advice = "For biases: a small positive value such as 0.1 keeps ReLU units alive at the start. As "
                     "an init of weights it has the symmetry problem of zeros.",
           .parameters = {{.name = "value",
                           .type = Parameter::Type::number,
                           .fallback = 0.1,
                           .meaning = "the value; 0.1 is the classic for biases in front of ReLU"}}},
          fill_constant};
}

}  // namespace tryall::init
