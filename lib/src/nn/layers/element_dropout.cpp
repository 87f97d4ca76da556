#include "dropouts.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_element_dropout(const Choice& choice, Units units, std::uint32_t part) {
  return make_group_dropout<Scalar>(choice, units.size(), 1, part);
}

}  // namespace

DropoutEntry dropout() {
  return {.about = {.name = "dropout",
                    .summary = "each unit behind a dense hidden layer is 0 with probability rate while "
                               "training; a function of (seed, epoch, sample, layer, unit)",
                    .source = "Srivastava et al. (2014)",
                    .advice = "Against overfitting of wide dense layers: 0.5 is classic, 0.1 to 0.3 suits "
                              "small networks. It slows learning (train longer) and hurts a network that "
                              "underfits; batch_norm makes it less needed.",
                    .parameters = dropout_parameters()},
          .make_single = make_element_dropout<float>,
          .make_double = make_element_dropout<double>};
}

}  // namespace tryall::nn
