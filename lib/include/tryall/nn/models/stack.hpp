#pragma once

#include "tryall/nn/layers/normalization.hpp"
#include "tryall/nn/models/model.hpp"

namespace tryall::nn {

/// Builds a model's layers one after the other: what stands around a hidden layer is the same for all models.
template <class Scalar>
class Stack {
 public:
  explicit Stack(const ModelParts& parts) : parts_(parts) {}

  void add(std::unique_ptr<Layer<Scalar>> layer) {
    if (layer) layers_.push_back(std::move(layer));
  }
  /// Normalization and activation, in the order that the normalization asks for.
  void add_activation(Units units);
  void add_activation_alone(Units units);
  /// The normalization alone.
  void add_normalization(Units units);
  void add_dropout(Units units);

  /// How many layers there are.
  std::size_t size() const { return layers_.size(); }
  /// Makes one residual block of the layers from the `first` on, which see `inputs` values; `skip` leads
  /// around them.
  void make_residual(std::size_t first, Layers<Scalar> skip, std::ptrdiff_t inputs);

  /// Hands out the layers.
  Layers<Scalar> take() { return std::move(layers_); }

 private:
  bool after() const;

  const ModelParts& parts_;
  Layers<Scalar> layers_;
  std::uint32_t dropouts_ = 0;
};

}  // namespace tryall::nn
