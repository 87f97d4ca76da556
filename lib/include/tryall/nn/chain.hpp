#pragma once

#include <span>
#include <utility>
#include <vector>

#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

/// Layers in a row, each on what the one before gives, with room for what passes between them. Without layers
/// it passes on what comes.
template <class Scalar>
class Chain {
 public:
  Chain(Layers<Scalar> layers, std::ptrdiff_t inputs) : layers_(std::move(layers)), inputs_(inputs) {}

  bool empty() const { return layers_.empty(); }
  std::ptrdiff_t outputs() const { return empty() ? inputs_ : layers_.back()->outputs(); }
  double multiply_adds() const;
  bool needs_whole_batch() const;
  /// Those of all layers, one after the other, with names such as "0.weight".
  std::vector<ParameterBlock> parameters() const;
  std::vector<StateBlock<Scalar>> state();
  /// What units gave after each activation in the last forward, in the order of the layers.
  void collect_activations(std::vector<Batch<const Scalar>>& list) const;

  /// Makes room for batches of up to `rows`.
  void reserve(std::ptrdiff_t rows);
  /// In the order of `parameters()`.
  void bind(std::span<Scalar* const> parameters, std::span<Scalar* const> gradients);

  /// The outputs (outputs x rows); valid until the next forward.
  Batch<const Scalar> forward(Batch<const Scalar> in, const Pass& pass);
  /// Adds the batch's gradients and writes the gradient with respect to the input, unless `in_gradient.data`
  /// is null. `in` is the last forward's. Not without layers.
  void backward(Batch<const Scalar> in, Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient);

 private:
  /// Layers [begin, end) that a batch goes through in parts of `rows` samples, each part through all of them
  /// while what it leaves is in the cache.
  struct Stage {
    std::size_t begin, end;
    std::ptrdiff_t rows;
  };
  void make_stages(std::ptrdiff_t rows);
  void forward_part(const Stage& stage, Batch<const Scalar> in, std::ptrdiff_t first, const Pass& pass);
  void backward_part(const Stage& stage, Batch<const Scalar> in, std::ptrdiff_t first,
                     Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient);
  /// Samples [first, first + rows) of what the layer gives.
  Batch<Scalar> output(std::size_t layer, std::ptrdiff_t first, std::ptrdiff_t rows);

  Layers<Scalar> layers_;
  std::ptrdiff_t inputs_;
  std::vector<Stage> stages_;
  std::vector<Buffer<Scalar>> outputs_;  // of each layer
  std::vector<Buffer<Scalar>> deltas_;   // gradient with respect to each layer's input; none for the first
  std::ptrdiff_t rows_ = 0;              // of the last forward
};

}  // namespace tryall::nn
