#pragma once

#include <memory>

#include "tryall/nn/network.hpp"
#include "tryall/optim/clipping.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/regularize/regularizer.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::train {

/// Moves a network's parameters once the gradients of a batch are there.
template <class Scalar>
class Updater {
 public:
  Updater(const TrainingConfig& config, nn::Network<Scalar>& network);

  /// The Euclidean norm of the gradient of the coming update: the loss's and the regularizer's.
  double gradient_norm();
  /// One update, counted from 1: the regularizer's gradient, clipping, decoupled weight decay, the
  /// optimizer's step, what the regularizer leaves for after it, max_norm. The gradients are 0 afterwards.
  void update(double learning_rate, std::int64_t step);

  optim::Optimizer<Scalar>& optimizer() { return *optimizer_; }

 private:
  /// Adds the regularizer's gradient to the loss's ahead of the update.
  void add_penalty();
  void update_block(std::size_t begin, std::size_t size, double learning_rate);
  void enforce_max_norm();

  const TrainingConfig& config_;
  nn::Network<Scalar>& network_;
  std::unique_ptr<optim::Optimizer<Scalar>> optimizer_;
  std::unique_ptr<regularize::Regularizer<Scalar>> regularizer_;
  std::unique_ptr<optim::Clipping<Scalar>> clipping_;
  bool penalized_ = false;       // whether the regularizer's gradient is added already
  std::vector<double> squares_;  // of each unit's incoming weights, summed
};

}  // namespace tryall::train
