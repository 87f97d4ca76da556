#include "updater.hpp"

#include <algorithm>

#include "tryall/kernels/each.hpp"
#include "tryall/kernels/sums.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {
namespace {

/// Parameters that an update takes at once: with their gradients and two buffers of an optimizer they stay in
/// the nearest cache.
constexpr std::size_t block_size = 2048;

template <class Scalar>
optim::Layout layout_of(const nn::Network<Scalar>& network) {
  return {network.parameters().size(), network.weights_end(), network.blocks()};
}

}  // namespace

template <class Scalar>
Updater<Scalar>::Updater(const TrainingConfig& config, nn::Network<Scalar>& network)
    : config_(config),
      network_(network),
      optimizer_(
          optim::make_optimizer<Scalar>(config.optimizer, layout_of(network), library_of(config).optimizers)),
      regularizer_(regularize::make_regularizer<Scalar>(config.regularizer, library_of(config).regularizers)),
      clipping_(optim::make_clipping<Scalar>(config.clipping, library_of(config).clippings)) {}

template <class Scalar>
void Updater<Scalar>::add_penalty() {
  if (regularizer_ && !penalized_)
    regularizer_->add_gradient(network_.parameters(), network_.gradients(), network_.weights_end());
  penalized_ = true;
}

template <class Scalar>
double Updater<Scalar>::gradient_norm() {
  add_penalty();
  return kernels::norm(network_.gradients());
}

template <class Scalar>
void Updater<Scalar>::update(double learning_rate, std::int64_t step) {
  if (clipping_) {
    add_penalty();
    clipping_->begin(network_.gradients());
  }
  optimizer_->begin(learning_rate, step);
  const std::size_t size = network_.parameters().size();
  const std::size_t at_once = optimizer_->needs_all_weights() ? size : block_size;
  for (std::size_t begin = 0; begin < size; begin += at_once)
    update_block(begin, std::min(at_once, size - begin), learning_rate);
  penalized_ = false;
  if (config_.max_norm > 0) enforce_max_norm();
}

template <class Scalar>
void Updater<Scalar>::update_block(std::size_t begin, std::size_t size, double learning_rate) {
  const auto parameters = network_.parameters().subspan(begin, size);
  const auto gradients = network_.gradients().subspan(begin, size);
  const std::size_t weights = std::clamp(network_.weights_end(), begin, begin + size) - begin;
  if (regularizer_ && !penalized_) regularizer_->add_gradient(parameters, gradients, weights);
  if (clipping_) clipping_->apply(gradients);
  if (config_.weight_decay > 0) {
    const auto kept = static_cast<Scalar>(1.0 - learning_rate * config_.weight_decay);
    kernels::each([kept](Scalar& weight) { weight *= kept; }, weights, parameters.data());
  }
  optimizer_->apply({begin, parameters, gradients});
  if (regularizer_) regularizer_->after_update(parameters, learning_rate, weights);
  std::ranges::fill(gradients, Scalar{0});
}

/// Scales down each unit's incoming weights (a row of a weight matrix, a column in memory) that are longer
/// than max_norm.
template <class Scalar>
void Updater<Scalar>::enforce_max_norm() {
  for (const ParameterBlock& block : network_.blocks()) {
    if (block.kind != ParameterBlock::Kind::weight) continue;
    const std::size_t units = block.rows();
    Scalar* weights = network_.parameters().data() + block.offset;
    squares_.assign(units, 0.0);
    for (std::size_t i = 0; i < block.size(); ++i)
      squares_[i % units] += static_cast<double>(weights[i]) * static_cast<double>(weights[i]);
    for (std::size_t unit = 0; unit < units; ++unit) {
      const double norm = std::sqrt(squares_[unit]);
      if (norm <= config_.max_norm) continue;
      const auto kept = static_cast<Scalar>(config_.max_norm / norm);
      for (std::size_t i = unit; i < block.size(); i += units) weights[i] *= kept;
    }
  }
}

template class Updater<float>;
template class Updater<double>;

}  // namespace tryall::train
