#include "tryall/nn/chain.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "../stop_check.hpp"

namespace tryall::nn {
namespace {

std::string numbered(std::size_t layer, const std::string& name) {
  return std::to_string(layer) + "." + name;
}

}  // namespace

template <class Scalar>
bool Chain<Scalar>::needs_whole_batch() const {
  return std::any_of(layers_.begin(), layers_.end(),
                     [](const auto& layer) { return layer->needs_whole_batch(); });
}

template <class Scalar>
double Chain<Scalar>::multiply_adds() const {
  return std::accumulate(layers_.begin(), layers_.end(), 0.0,
                         [](double sum, const auto& layer) { return sum + layer->multiply_adds(); });
}

template <class Scalar>
std::vector<ParameterBlock> Chain<Scalar>::parameters() const {
  std::vector<ParameterBlock> blocks;
  for (std::size_t i = 0; i < layers_.size(); ++i)
    for (ParameterBlock& block : layers_[i]->parameters()) {
      block.name = numbered(i, block.name);
      blocks.push_back(std::move(block));
    }
  return blocks;
}

template <class Scalar>
std::vector<StateBlock<Scalar>> Chain<Scalar>::state() {
  std::vector<StateBlock<Scalar>> blocks;
  for (std::size_t i = 0; i < layers_.size(); ++i)
    for (const StateBlock<Scalar>& block : layers_[i]->state())
      blocks.push_back({numbered(i, block.name), block.values});
  return blocks;
}

template <class Scalar>
void Chain<Scalar>::collect_activations(std::vector<Batch<const Scalar>>& list) const {
  for (std::size_t i = 0; i < layers_.size(); ++i)
    layers_[i]->collect_activations({outputs_[i].data(), layers_[i]->outputs(), rows_}, list);
}

template <class Scalar>
void Chain<Scalar>::reserve(std::ptrdiff_t rows) {
  outputs_.clear();
  deltas_.clear();
  std::ptrdiff_t width = inputs_;
  for (auto& layer : layers_) {
    layer->reserve(rows);
    deltas_.emplace_back(deltas_.empty() ? 0 : static_cast<std::size_t>(width * rows));
    width = layer->outputs();
    outputs_.emplace_back(static_cast<std::size_t>(width * rows));
  }
}

template <class Scalar>
void Chain<Scalar>::bind(std::span<Scalar* const> parameters, std::span<Scalar* const> gradients) {
  std::size_t next = 0;
  for (auto& layer : layers_) {
    const std::size_t count = layer->parameters().size();
    const auto part = [&](std::span<Scalar* const> all) {
      const auto own = all.subspan(next, count);
      return std::vector<Scalar*>(own.begin(), own.end());
    };
    layer->bind(part(parameters), part(gradients));
    next += count;
  }
}

template <class Scalar>
Batch<const Scalar> Chain<Scalar>::forward(Batch<const Scalar> in, const Pass& pass) {
  rows_ = in.rows;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    check_stop();
    const Batch<Scalar> out{outputs_[i].data(), layers_[i]->outputs(), in.rows};
    layers_[i]->forward(in, out, pass);
    in = out;
  }
  return in;
}

template <class Scalar>
void Chain<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar> out_gradient,
                             Batch<Scalar> in_gradient) {
  for (std::size_t i = layers_.size(); i-- > 0;) {
    check_stop();
    const Batch<const Scalar> layer_in =
        i == 0 ? in : Batch<const Scalar>{outputs_[i - 1].data(), layers_[i - 1]->outputs(), in.rows};
    const Batch<const Scalar> layer_out{outputs_[i].data(), layers_[i]->outputs(), in.rows};
    const Batch<Scalar> delta =
        i == 0 ? in_gradient : Batch<Scalar>{deltas_[i].data(), layer_in.features, in.rows};
    layers_[i]->backward(layer_in, layer_out, out_gradient, delta);
    out_gradient = delta;
  }
}

template class Chain<float>;
template class Chain<double>;

}  // namespace tryall::nn
