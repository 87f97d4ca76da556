#pragma once

#include <span>
#include <vector>

#include "tryall/nn/chain.hpp"

namespace tryall::nn {

/// Layers in a row, with all parameters in one flat buffer and all gradients in another: weights first, then
/// biases, then gains, every block aligned (gaps hold zeros and stay zero). An update is one pass over
/// contiguous memory, a checkpoint a copy.
template <class Scalar>
class Network {
 public:
  /// `max_rows` is the largest batch that will pass through; the workspace is sized for it.
  Network(Layers<Scalar> layers, std::ptrdiff_t inputs, std::ptrdiff_t max_rows);

  std::span<Scalar> parameters() { return parameters_; }
  std::span<const Scalar> parameters() const { return parameters_; }
  std::span<Scalar> gradients() { return gradients_; }
  /// The front part of the parameters, where the weights are; biases and gains follow.
  std::size_t weights_end() const { return weights_end_; }
  const std::vector<ParameterBlock>& blocks() const { return blocks_; }
  /// What the layers remember besides, with names such as "1.running_mean".
  std::vector<StateBlock<Scalar>> state() { return layers_.state(); }
  std::ptrdiff_t outputs() const { return layers_.outputs(); }
  std::ptrdiff_t max_rows() const { return max_rows_; }
  /// Of a sample's forward pass, as Layer::multiply_adds.
  double multiply_adds() const { return layers_.multiply_adds(); }

  void clear_gradients();

  /// The outputs (outputs x rows) for a batch of at most max_rows; valid until the next forward.
  Batch<const Scalar> forward(Batch<const Scalar> in, const Pass& pass);

  /// Adds the batch's gradients, from the gradient with respect to the outputs. `in` is the last forward's.
  void backward(Batch<const Scalar> in, Batch<const Scalar> out_gradient);

  /// What units gave after each activation in the last forward, in the order of the layers.
  const std::vector<Batch<const Scalar>>& activations();

 private:
  void lay_out_parameters();

  Chain<Scalar> layers_;
  std::vector<ParameterBlock> blocks_;
  std::size_t weights_end_ = 0;
  Buffer<Scalar> parameters_, gradients_;
  std::vector<Batch<const Scalar>> activations_;
  std::ptrdiff_t max_rows_;
};

}  // namespace tryall::nn
