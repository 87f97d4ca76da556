#pragma once

#include <memory>

#include "tryall/nn/network.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/regularize/regularizer.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::train {

/// Moves a network's parameters once the gradients of a batch are there.
template <class Scalar>
class Updater {
 public:
  Updater(const TrainingConfig& config, nn::Network<Scalar>& network);

  /// Adds the regularizer's gradient to the loss's.
  void add_penalty();
  /// One update, counted from 1: clipping, decoupled weight decay, the optimizer's step, what the regularizer
  /// leaves for after it, max_norm.
  void update(double learning_rate, std::int64_t step);

  optim::Optimizer<Scalar>& optimizer() { return *optimizer_; }

 private:
  void enforce_max_norm();

  const TrainingConfig& config_;
  nn::Network<Scalar>& network_;
  std::unique_ptr<optim::Optimizer<Scalar>> optimizer_;
  std::unique_ptr<regularize::Regularizer<Scalar>> regularizer_;
  std::vector<double> squares_;  // of each unit's incoming weights, summed
};

}  // namespace tryall::train
