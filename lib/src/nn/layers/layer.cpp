#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

template <class Scalar>
void Layer<Scalar>::bind(const std::vector<Scalar*>&, const std::vector<Scalar*>&) {}

template class Layer<float>;
template class Layer<double>;

}  // namespace tryall::nn
