#include "updater.hpp"

#include "../euclidean_norm.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {
namespace {

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
      regularizer_(
          regularize::make_regularizer<Scalar>(config.regularizer, library_of(config).regularizers)) {}

template <class Scalar>
void Updater<Scalar>::add_penalty() {
  if (regularizer_)
    regularizer_->add_gradient(network_.parameters(), network_.gradients(), network_.weights_end());
}

template <class Scalar>
void Updater<Scalar>::update(double learning_rate, std::int64_t step) {
  optim::clip<Scalar>(config_.clipping, network_.gradients(), library_of(config_).clippings);
  if (config_.weight_decay > 0) {
    const auto kept = static_cast<Scalar>(1.0 - learning_rate * config_.weight_decay);
    for (Scalar& weight : network_.parameters().first(network_.weights_end())) weight *= kept;
  }
  optimizer_->update(network_.parameters(), network_.gradients(), learning_rate, step);
  if (regularizer_) regularizer_->after_update(network_.parameters(), learning_rate, network_.weights_end());
  if (config_.max_norm > 0) enforce_max_norm();
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
