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
  if (in.rows * (inputs_ + outputs_) < inputs_ * outputs_)
    turn_batch(out_gradient, in_gradient);
  else
    turn_weights(out_gradient, in_gradient);
}

// Of delta W^T, vectors run over the columns or, where the batch is less to transpose than the weights, over
// the rows: the chains are the same.

template <class Scalar>
void Dense<Scalar>::turn_weights(Batch<const Scalar> delta, Batch<Scalar> in_gradient) {
  turned_.resize(static_cast<std::size_t>(inputs_ * outputs_));
  kernels::transpose<Scalar>(weight_, outputs_, inputs_, outputs_, turned_.data());
  kernels::multiply<Scalar>({.rows = delta.rows,
                             .terms = outputs_,
                             .columns = inputs_,
                             .a = delta.data,
                             .a_row = outputs_,
                             .b = turned_.data(),
                             .b_term = inputs_,
                             .c = in_gradient.data,
                             .c_row = inputs_});
}

template <class Scalar>
void Dense<Scalar>::turn_batch(Batch<const Scalar> delta, Batch<Scalar> in_gradient) {
  turned_.resize(static_cast<std::size_t>(inputs_ * outputs_));
  Scalar* deltas = turned_.data();
  Scalar* result = deltas + delta.rows * outputs_;
  kernels::transpose<Scalar>(delta.data, outputs_, delta.rows, outputs_, deltas);
  kernels::multiply<Scalar>({.rows = inputs_,
                             .terms = outputs_,
                             .columns = delta.rows,
                             .a = weight_,
                             .a_row = outputs_,
                             .b = deltas,
                             .b_term = delta.rows,
                             .c = result,
                             .c_row = delta.rows});
  kernels::transpose<Scalar>(result, delta.rows, inputs_, delta.rows, in_gradient.data);
}

template class Dense<float>;
template class Dense<double>;

}  // namespace tryall::nn
