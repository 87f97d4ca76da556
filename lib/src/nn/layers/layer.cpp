#include "tryall/nn/layers/layer.hpp"

#include <functional>
#include <numeric>

namespace tryall::nn {

std::size_t ParameterBlock::size() const {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

template <class Scalar>
void Layer<Scalar>::bind(const std::vector<Scalar*>&, const std::vector<Scalar*>&) {}

template class Layer<float>;
template class Layer<double>;

}  // namespace tryall::nn
