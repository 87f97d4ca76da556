#include <algorithm>

#include "initializers.hpp"

namespace tryall::init {
namespace {

void fill_zeros(const Choice&, const ParameterBlock&, const Stream&, std::span<double> weights) {
  std::fill(weights.begin(), weights.end(), 0.0);
}

}  // namespace

InitializerEntry zeros() {
  return {{.name = "zeros",
           .summary = "w = 0: every unit of a layer stays the same (the symmetry problem)",
           .source = "",
           .advice = "For biases, linear models and to see the symmetry problem: in a network with hidden "
                     "layers all units of a layer get the same gradient, so it learns no more than one unit "
                     "could. With ReLU and biases of 0 nothing but the last bias moves at all.",
           .parameters = {}},
          fill_zeros};
}

}  // namespace tryall::init
