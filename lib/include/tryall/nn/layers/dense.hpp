#pragma once

#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

/// y = W x + b. W has the shape {outputs, inputs} and lies in memory as ParameterBlock says.
template <class Scalar>
class Dense final : public Layer<Scalar> {
 public:
  Dense(std::ptrdiff_t inputs, std::ptrdiff_t outputs) : inputs_(inputs), outputs_(outputs) {}

  std::ptrdiff_t outputs() const override { return outputs_; }
  double multiply_adds() const override {
    return static_cast<double>(inputs_) * static_cast<double>(outputs_);
  }
  std::vector<ParameterBlock> parameters() const override;
  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) override;
  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override;
  void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override;

 private:
  /// The gradient with respect to the input, by way of the weights' or the batch's transpose.
  void turn_weights(Batch<const Scalar> delta, Batch<Scalar> in_gradient);
  void turn_batch(Batch<const Scalar> delta, Batch<Scalar> in_gradient);

  std::ptrdiff_t inputs_, outputs_;
  Scalar* weight_ = nullptr;
  Scalar* bias_ = nullptr;
  Scalar* weight_gradient_ = nullptr;
  Scalar* bias_gradient_ = nullptr;
  Buffer<Scalar> turned_;  // room to transpose in
};

}  // namespace tryall::nn
