#include "tryall/nn/layers/dense.hpp"

#include "kernels/products.hpp"

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
  kernels::multiply<Scalar>({.rows = in.rows,
                             .terms = inputs_,
                             .columns = outputs_,
                             .a = in.data,
                             .a_row = inputs_,
                             .b = weight_,
                             .b_term = outputs_,
                             .c = out.data,
                             .c_row = outputs_},
                            bias_);
}

template <class Scalar>
void Dense<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                             Batch<Scalar> in_gradient) {
  kernels::add_product<Scalar>({.rows = inputs_,
                                .terms = in.rows,
                                .columns = outputs_,
                                .a = in.data,
                                .a_row = 1,
                                .a_term = inputs_,
                                .b = out_gradient.data,
                                .b_term = outputs_,
                                .c = weight_gradient_,
                                .c_row = outputs_});
  kernels::add_column_sums(out_gradient.data, in.rows, outputs_, bias_gradient_);
  if (!in_gradient.data) return;
  transposed_.resize(static_cast<std::size_t>(inputs_ * outputs_));
  kernels::transpose<Scalar>(weight_, outputs_, inputs_, outputs_, transposed_.data());
  kernels::multiply<Scalar>({.rows = in.rows,
                             .terms = outputs_,
                             .columns = inputs_,
                             .a = out_gradient.data,
                             .a_row = outputs_,
                             .b = transposed_.data(),
                             .b_term = inputs_,
                             .c = in_gradient.data,
                             .c_row = inputs_});
}

template class Dense<float>;
template class Dense<double>;

}  // namespace tryall::nn
