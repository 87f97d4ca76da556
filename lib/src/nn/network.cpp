#include "tryall/nn/network.hpp"

#include <algorithm>

#include "tryall/error.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
std::size_t aligned_size(std::size_t size) {
  constexpr std::size_t step = buffer_alignment / sizeof(Scalar);
  return (size + step - 1) / step * step;
}

}  // namespace

template <class Scalar>
Network<Scalar>::Network(Layers<Scalar> layers, std::ptrdiff_t inputs, std::ptrdiff_t max_rows)
    : layers_(std::move(layers), inputs), max_rows_(max_rows) {
  require(!layers_.empty(), "a network has a layer");
  lay_out_parameters();
  layers_.reserve(max_rows);
}

template <class Scalar>
void Network<Scalar>::lay_out_parameters() {
  blocks_ = layers_.parameters();
  std::size_t end = 0;
  for (const auto kind :
       {ParameterBlock::Kind::weight, ParameterBlock::Kind::bias, ParameterBlock::Kind::gain}) {
    for (ParameterBlock& block : blocks_) {
      if (block.kind != kind) continue;
      block.offset = end;
      end += aligned_size<Scalar>(block.size());
    }
    if (kind == ParameterBlock::Kind::weight) weights_end_ = end;
  }
  parameters_.assign(end, Scalar{0});
  gradients_.assign(end, Scalar{0});
  std::vector<Scalar*> parameters, gradients;
  for (const ParameterBlock& block : blocks_) {
    parameters.push_back(parameters_.data() + block.offset);
    gradients.push_back(gradients_.data() + block.offset);
  }
  layers_.bind(parameters, gradients);
}

template <class Scalar>
const std::vector<Batch<const Scalar>>& Network<Scalar>::activations() {
  activations_.clear();
  layers_.collect_activations(activations_);
  return activations_;
}

template <class Scalar>
void Network<Scalar>::clear_gradients() {
  std::fill(gradients_.begin(), gradients_.end(), Scalar{0});
}

template <class Scalar>
Batch<const Scalar> Network<Scalar>::forward(Batch<const Scalar> in, const Pass& pass) {
  require(in.rows <= max_rows_, "a batch fits the network's workspace");
  return layers_.forward(in, pass);
}

template <class Scalar>
void Network<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar> out_gradient) {
  layers_.backward(in, out_gradient, {nullptr, in.features, in.rows});
}

template class Network<float>;
template class Network<double>;

}  // namespace tryall::nn
