#include "train/tensors/tensors.hpp"

#include "catch.hpp"
#include "tryall/error.hpp"
#include "tryall/nn/layers/normalization.hpp"
#include "tryall/nn/models/model.hpp"

namespace tensors_test {

using tryall::Choice;
using tryall::nn::Network;
using namespace tryall::train;

namespace {

/// 3 inputs, 2 hidden units with batch norm, 1 output.
template <class Scalar>
Network<Scalar> made() {
  const Choice mlp{"mlp", {{"hidden", std::vector<std::int64_t>{2}}}};
  return {tryall::nn::make_layers<Scalar>({with_defaults(tryall::nn::models(), mlp),
                                           {3, 1, {}, {}},
                                           with_defaults(tryall::nn::normalizations(), {"batch_norm", {}})}),
          3, 1};
}

/// All its tensors, filled with numbers that single precision holds, too.
std::vector<Tensor> numbered() {
  auto network = made<double>();
  std::vector<Tensor> tensors = tensors_of(network);
  double number = 0;
  for (Tensor& tensor : tensors)
    for (double& value : tensor.values) value = number += 0.25;
  return tensors;
}

/// Restores changed tensors.
template <class Change>
void restore(Change change) {
  std::vector<Tensor> tensors = numbered();
  change(tensors);
  auto network = made<double>();
  restore_tensors(tensors, network);
}

}  // namespace

TEST_CASE("tensors have PyTorch's names and shapes, running statistics among them") {
  std::vector<std::string> names;
  for (const Tensor& tensor : numbered()) names.push_back(tensor.name);
  CHECK(names == std::vector<std::string>{"0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias",
                                          "1.running_mean", "1.running_var"});
  CHECK(numbered()[0].shape == std::vector<std::size_t>{2, 3});
  CHECK(numbered()[7].shape == std::vector<std::size_t>{2});
}

TEMPLATE_TEST_CASE("what is restored comes back, whatever the order it is given in", "", float, double) {
  auto network = made<TestType>();
  const std::vector<Tensor> tensors = numbered();
  restore_tensors({tensors.rbegin(), tensors.rend()}, network);
  CHECK(tensors_of(network) == tensors);
}

TEST_CASE("tensors that do not fit are refused by name") {
  CHECK_THROWS_WITH(restore([](auto& tensors) { tensors.erase(tensors.begin() + 1); }),
                    "the weights lack '0.bias', which the model needs");
  CHECK_THROWS_WITH(restore([](auto& tensors) { tensors.pop_back(); }),
                    ContainsSubstring("lack '1.running_var'"));
  CHECK_THROWS_WITH(restore([](auto& tensors) {
                      tensors[0].shape = {3, 2};
                    }),
                    "'0.weight' of the weights has the shape [3, 2], the model's is [2, 3]");
  CHECK_THROWS_WITH(restore([](auto& tensors) {
                      tensors.push_back({"3.weights", {1}, {0}});
                    }),
                    ContainsSubstring("the model has no '3.weights' (did you mean '3.weight'?)"));
}

}  // namespace tensors_test
