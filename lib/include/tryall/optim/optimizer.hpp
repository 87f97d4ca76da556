#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/technique.hpp"

namespace tryall::optim {

/// An update rule with its state, over the flat buffers of a network.
template <class Scalar>
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One update of `weights` from `gradients` (same length). `step` counts from 1.
  virtual void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
                      std::int64_t step) = 0;

  /// The state's flat buffers, for checkpoints; each as long as the weights.
  virtual std::vector<std::span<Scalar>> state() { return {}; }
};

/// An optimizer: how it is made for `size` parameters. A new optimizer is a file and a line in the table.
struct OptimizerEntry {
  Technique about;
  std::unique_ptr<Optimizer<float>> (*make_single)(const Choice& choice, std::size_t size);
  std::unique_ptr<Optimizer<double>> (*make_double)(const Choice& choice, std::size_t size);
};

const std::vector<OptimizerEntry>& optimizer_table();
const Family& optimizers();

template <class Scalar>
std::unique_ptr<Optimizer<Scalar>> make_optimizer(const Choice& choice, std::size_t size);

}  // namespace tryall::optim
