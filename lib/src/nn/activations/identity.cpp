#include "activations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Identity {
  static Scalar value(Scalar x) { return x; }
  static Scalar slope(Scalar, Scalar) { return Scalar{1}; }
};

}  // namespace

ActivationEntry identity() {
  return pointwise<Identity>({.name = "identity",
                              .summary = "x: with it the layers together are one linear layer",
                              .source = "",
                              .advice =
                                  "To show what the others add: with it an mlp can represent no more than a "
                                  "linear model. Useful "
                                  "as a check of a setup."});
}

}  // namespace tryall::nn
