#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/parameter_block.hpp"
#include "tryall/random.hpp"

namespace tryall::nn {

using tryall::ParameterBlock;

/// What a layer remembers besides its parameters from one batch to the next, such as running means.
template <class Scalar>
struct StateBlock {
  std::string name;
  std::span<Scalar> values;
};

/// What a pass is for.
enum class Mode { training, evaluation };

/// What a pass through the layers is for, and what its random draws depend on.
struct Pass {
  Pass(Mode purpose, Draws what = {}) : mode(purpose), draws(what) {}  // NOLINT: a mode will do

  Mode mode;
  Draws draws;
};

/// A layer: a function of a batch, with parameters that live elsewhere. A layer is built for one input size
/// and one largest batch, owns whatever it must remember from forward to backward, and allocates nothing in a
/// pass.
template <class Scalar>
class Layer {
 public:
  virtual ~Layer() = default;

  virtual std::ptrdiff_t outputs() const = 0;
  virtual std::vector<ParameterBlock> parameters() const { return {}; }
  virtual std::vector<StateBlock<Scalar>> state() { return {}; }
  /// Multiply-adds of the layer's matrix products for a sample's forward pass; what is done value by value
  /// (activations, normalizations, pooling) is not counted.
  virtual double multiply_adds() const { return 0; }
  /// True where samples of a batch influence one another, so that a batch must come in one piece.
  virtual bool needs_whole_batch() const { return false; }
  /// True where a batch may come part by part, forward and backward: what a sample gives does not depend on
  /// the others, and shares in the gradients are added sample by sample. A backward pass then follows a
  /// forward pass of other samples.
  virtual bool takes_parts() const { return false; }
  /// Adds what units gave after their activation to the list; `out` is what the last forward gave.
  virtual void collect_activations(Batch<const Scalar>, std::vector<Batch<const Scalar>>&) const {}

  /// Makes room for batches of up to `rows`.
  virtual void reserve(std::ptrdiff_t) {}
  /// Tells the layer where its parameters and their gradients are, in the order of `parameters()`.
  virtual void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients);

  /// out = f(in); both are features x rows.
  virtual void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) = 0;

  /// Adds this batch's share to the gradients and writes the gradient with respect to the input, unless
  /// `in_gradient.data` is null. `in` and `out` are what the last forward saw and gave.
  virtual void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                        Batch<Scalar> in_gradient) = 0;
};

template <class Scalar>
using Layers = std::vector<std::unique_ptr<Layer<Scalar>>>;

}  // namespace tryall::nn
