#include "tensors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::train {
namespace {

/// Visits all of a network's named values: each as a block, in memory.
template <class Scalar, class Visit>
void for_each_tensor(nn::Network<Scalar>& network, Visit visit) {
  for (const ParameterBlock& block : network.blocks())
    visit(block, network.parameters().subspan(block.offset, block.size()));
  for (const nn::StateBlock<Scalar>& block : network.state())
    visit(ParameterBlock{.name = block.name, .shape = {block.values.size()}}, block.values);
}

}  // namespace

template <class Scalar>
std::vector<Tensor> tensors_of(nn::Network<Scalar>& network) {
  std::vector<Tensor> tensors;
  for_each_tensor(network, [&](const ParameterBlock& block, std::span<Scalar> values) {
    tensors.push_back({block.name, block.shape, in_order_of_shape<Scalar>(block, values)});
  });
  return tensors;
}

template <class Scalar>
void restore_tensors(const std::vector<Tensor>& tensors, nn::Network<Scalar>& network) {
  std::vector<std::string> names;
  for_each_tensor(network, [&](const ParameterBlock& block, std::span<Scalar> values) {
    names.push_back(block.name);
    const auto found = std::find_if(tensors.begin(), tensors.end(),
                                    [&](const Tensor& tensor) { return tensor.name == block.name; });
    if (found == tensors.end())
      throw Error(ErrorCode::bad_input,
                  fmt::format("the weights lack '{}', which the model needs", block.name));
    if (found->shape != block.shape)
      throw Error(ErrorCode::bad_input,
                  fmt::format("'{}' of the weights has the shape [{}], the model's is [{}]", block.name,
                              fmt::join(found->shape, ", "), fmt::join(block.shape, ", ")));
    if (!std::all_of(found->values.begin(), found->values.end(),
                     [](double value) { return std::isfinite(value); }))
      throw Error(ErrorCode::bad_input,
                  fmt::format("'{}' of the weights holds a value that is no finite number", block.name));
    lay_out<Scalar, double>(block, found->values, values);
  });
  for (const Tensor& tensor : tensors)
    if (std::find(names.begin(), names.end(), tensor.name) == names.end())
      throw Error(ErrorCode::bad_input,
                  fmt::format("the model has no '{}'{}", tensor.name, did_you_mean(tensor.name, names)));
}

template std::vector<Tensor> tensors_of(nn::Network<float>&);
template std::vector<Tensor> tensors_of(nn::Network<double>&);
template void restore_tensors(const std::vector<Tensor>&, nn::Network<float>&);
template void restore_tensors(const std::vector<Tensor>&, nn::Network<double>&);

}  // namespace tryall::train
