#pragma once

#include "tryall/nn/chain.hpp"

namespace tryall::nn {

/// y = f(x) + s(x), with f a row of layers and s another; an empty s is x itself (He et al. 2016).
template <class Scalar>
class Residual final : public Layer<Scalar> {
 public:
  Residual(Layers<Scalar> main, Layers<Scalar> skip, std::ptrdiff_t inputs)
      : main_(std::move(main), inputs), skip_(std::move(skip), inputs), inputs_(inputs) {}

  std::ptrdiff_t outputs() const override { return main_.outputs(); }
  double multiply_adds() const override { return main_.multiply_adds() + skip_.multiply_adds(); }
  bool needs_whole_batch() const override { return main_.needs_whole_batch() || skip_.needs_whole_batch(); }
  std::vector<ParameterBlock> parameters() const override;
  std::vector<StateBlock<Scalar>> state() override;
  void collect_activations(Batch<const Scalar> out, std::vector<Batch<const Scalar>>& list) const override;
  void reserve(std::ptrdiff_t rows) override;
  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) override;
  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override;
  void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override;

 private:
  Chain<Scalar> main_, skip_;
  std::ptrdiff_t inputs_;
  Buffer<Scalar> skip_gradient_;
};

}  // namespace tryall::nn
