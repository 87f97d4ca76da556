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
  make_stages(rows);
  outputs_.clear();
  deltas_.clear();
  std::ptrdiff_t width = inputs_;
  for (const Stage& stage : stages_)
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      layers_[i]->reserve(rows);
      const std::ptrdiff_t deltas = i == stage.begin ? rows : stage.rows;
      deltas_.emplace_back(i == 0 ? 0 : static_cast<std::size_t>(width * deltas));
      width = layers_[i]->outputs();
      outputs_.emplace_back(static_cast<std::size_t>(width * rows));
    }
}

/// As many layers in a stage as take parts; the others are stages by themselves.
template <class Scalar>
void Chain<Scalar>::make_stages(std::ptrdiff_t rows) {
  constexpr std::size_t part_bytes = std::size_t{1} << 19U;
  stages_.clear();
  for (std::size_t begin = 0, end; begin < layers_.size(); begin = end) {
    std::size_t bytes = 0;
    for (end = begin; end < layers_.size() && layers_[end]->takes_parts(); ++end)
      bytes += static_cast<std::size_t>(layers_[end]->outputs()) * sizeof(Scalar);
    if (end > begin + 1) {
      const std::size_t part = std::max<std::size_t>(4, part_bytes / bytes);
      stages_.push_back({begin, end, std::min(rows, static_cast<std::ptrdiff_t>(part))});
    } else {
      end = begin + 1;
      stages_.push_back({begin, end, rows});
    }
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
Batch<Scalar> Chain<Scalar>::output(std::size_t layer, std::ptrdiff_t first, std::ptrdiff_t rows) {
  const std::ptrdiff_t width = layers_[layer]->outputs();
  return {outputs_[layer].data() + first * width, width, rows};
}

template <class Scalar>
Batch<const Scalar> Chain<Scalar>::forward(Batch<const Scalar> in, const Pass& pass) {
  rows_ = in.rows;
  for (const Stage& stage : stages_) {
    for (std::ptrdiff_t first = 0; first < rows_; first += stage.rows)
      forward_part(stage, in.part(first, stage.rows), first, pass);
    in = output(stage.end - 1, 0, rows_);
  }
  return in;
}

template <class Scalar>
void Chain<Scalar>::forward_part(const Stage& stage, Batch<const Scalar> in, std::ptrdiff_t first,
                                 const Pass& pass) {
  for (std::size_t i = stage.begin; i < stage.end; ++i) {
    check_stop();
    const Batch<Scalar> out = output(i, first, in.rows);
    layers_[i]->forward(in, out, pass);
    in = out;
  }
}

template <class Scalar>
void Chain<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar> out_gradient,
                             Batch<Scalar> in_gradient) {
  for (std::size_t s = stages_.size(); s-- > 0;) {
    const Stage& stage = stages_[s];
    const Batch<const Scalar> stage_in = s == 0 ? in : output(stage.begin - 1, 0, in.rows);
    const Batch<Scalar> delta =
        s == 0 ? in_gradient : Batch<Scalar>{deltas_[stage.begin].data(), stage_in.features, in.rows};
    for (std::ptrdiff_t first = 0; first < in.rows; first += stage.rows)
      backward_part(stage, stage_in.part(first, stage.rows), first, out_gradient.part(first, stage.rows),
                    delta.part(first, stage.rows));
    out_gradient = delta;
  }
}

template <class Scalar>
void Chain<Scalar>::backward_part(const Stage& stage, Batch<const Scalar> in, std::ptrdiff_t first,
                                  Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  for (std::size_t i = stage.end; i-- > stage.begin;) {
    check_stop();
    const Batch<const Scalar> layer_in = i == stage.begin ? in : output(i - 1, first, in.rows);
    const Batch<Scalar> delta =
        i == stage.begin ? in_gradient : Batch<Scalar>{deltas_[i].data(), layer_in.features, in.rows};
    layers_[i]->backward(layer_in, output(i, first, in.rows), out_gradient, delta);
    out_gradient = delta;
  }
}

template class Chain<float>;
template class Chain<double>;

}  // namespace tryall::nn
