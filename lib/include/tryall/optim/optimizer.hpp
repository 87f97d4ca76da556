#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/parameter_block.hpp"

namespace tryall::optim {

/// What an optimizer knows of the parameters it is made for.
struct Layout {
  /// All weights, in one block.
  Layout(std::size_t length)
      : size(length), weights_end(length), blocks{{.shape = {length}}} {}  // NOLINT: a length will do
  Layout(std::size_t length, std::size_t end, std::vector<ParameterBlock> parts)
      : size(length), weights_end(end), blocks(std::move(parts)) {}

  std::size_t size;         ///< Of the flat buffers.
  std::size_t weights_end;  ///< The front part, where the weights are; biases follow.
  std::vector<ParameterBlock> blocks;
};

/// An update rule with its state, over the flat buffers of a network.
template <class Scalar>
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One update of `weights` from `gradients` (same length). `step` counts from 1.
  virtual void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
                      std::int64_t step) = 0;

  /// Puts the weights to evaluate in the place of those in training, for rules where the two differ (an
  /// average). `end_evaluation` must follow before the next update and before the state is saved; it brings
  /// the weights in training back to the last bit. Neither allocates.
  virtual void begin_evaluation(std::span<Scalar> /*weights*/) {}
  virtual void end_evaluation(std::span<Scalar> /*weights*/) {}

  /// Why the last update left the weights as they are, where the rule does so below a tolerance; else empty.
  virtual std::string at_rest() const { return {}; }

  /// The state's flat buffers, for checkpoints; each as long as the weights.
  virtual std::vector<std::span<Scalar>> state() { return {}; }

  /// The state's numbers beside the buffers. Weights, buffers, numbers and the step are all it takes to go
  /// on.
  virtual std::vector<double*> counters() { return {}; }
};

/// An optimizer: how it is made for parameters laid out so. A new optimizer is a file and a line in the
/// table.
struct OptimizerEntry {
  Technique about;
  std::unique_ptr<Optimizer<float>> (*make_single)(const Choice& choice, const Layout& layout);
  std::unique_ptr<Optimizer<double>> (*make_double)(const Choice& choice, const Layout& layout);
  /// The next update works the weights out anew from the rule's own state: what is done to them after an
  /// update (or before it, as by decoupled decay) would be lost.
  bool recomputes_weights = false;
};

/// The entry of a class template Rule<Scalar> that is made from (choice, layout).
template <template <class> class Rule>
OptimizerEntry entry(Technique about) {
  return {std::move(about),
          [](const Choice& choice, const Layout& layout) -> std::unique_ptr<Optimizer<float>> {
            return std::make_unique<Rule<float>>(choice, layout);
          },
          [](const Choice& choice, const Layout& layout) -> std::unique_ptr<Optimizer<double>> {
            return std::make_unique<Rule<double>>(choice, layout);
          },
          false};
}

const Table<OptimizerEntry>& optimizer_table();
inline const Family& optimizers() { return optimizer_table().family(); }

template <class Scalar>
std::unique_ptr<Optimizer<Scalar>> make_optimizer(const Choice& choice, const Layout& layout,
                                                  const Table<OptimizerEntry>& table = optimizer_table());

}  // namespace tryall::optim
