#include "tryall/nn/layers/dense.hpp"

#include "nn/eigen_maps.hpp"

namespace tryall::nn {

template <class Scalar>
std::vector<ParameterBlock> Dense<Scalar>::parameters() const {
  const auto in = static_cast<std::size_t>(inputs_), out = static_cast<std::size_t>(outputs_);
  return {{.name = "weight",
           .kind = ParameterBlock::Kind::weight,
           .shape = {out, in},
           .fan_in = in,
           .fan_out = out},
          {.name = "bias", .kind = ParameterBlock::Kind::bias, .shape = {out}, .fan_in = in, .fan_out = out}};
}

template <class Scalar>
void Dense<Scalar>::bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) {
  weight_ = parameters[0];
  bias_ = parameters[1];
  weight_gradient_ = gradients[0];
  bias_gradient_ = gradients[1];
}

template <class Scalar>
void Dense<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) {
  const ConstMatrixMap<Scalar> weight(weight_, inputs_, outputs_);
  auto result = matrix(out);
  result.noalias() = weight.transpose() * matrix(in);
  result.colwise() += VectorMap<Scalar>(bias_, outputs_);
}

template <class Scalar>
void Dense<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                             Batch<Scalar> in_gradient) {
  const auto delta = matrix(out_gradient);
  MatrixMap<Scalar>(weight_gradient_, inputs_, outputs_).noalias() += matrix(in) * delta.transpose();
  VectorMap<Scalar> bias_gradient(bias_gradient_, outputs_);
  for (std::ptrdiff_t row = 0; row < out_gradient.rows; ++row) bias_gradient += delta.col(row);
  if (!in_gradient.data) return;
  matrix(in_gradient).noalias() = ConstMatrixMap<Scalar>(weight_, inputs_, outputs_) * delta;
}

template class Dense<float>;
template class Dense<double>;

}  // namespace tryall::nn
