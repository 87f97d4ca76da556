#include "models.hpp"

namespace tryall::nn {

ModelEntry softmax_regression() {
  ModelEntry entry = linear();
  entry.about = {
      .name = "softmax",
      .summary = "softmax regression: W x + b, with the softmax in the loss; the same layer as linear",
      .source = "multinomial logistic regression",
      .advice =
          "The baseline for classes: convex, no hidden layers, some 92 % on MNIST. If an mlp is "
          "no better, the classes are linearly separable or the samples too few.",
      .parameters = {}};
  return entry;
}

}  // namespace tryall::nn
