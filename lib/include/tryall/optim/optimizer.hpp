#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/kernels/each.hpp"
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

/// A stretch of the flat buffers, small enough to stay in the nearest cache while an update works on it.
template <class Scalar>
struct Range {
  std::size_t begin;  ///< Its place in the flat buffers.
  std::span<Scalar> weights;
  std::span<const Scalar> gradients;  ///< Of these weights.

  /// The part of it before a place in the flat buffers, and the part from there on.
  Range before(std::size_t place) const { return part(0, offset(place)); }
  Range from(std::size_t place) const { return part(offset(place), weights.size()); }

  /// The weights of a block that lies in it.
  Range of(const ParameterBlock& block) const {
    return from(block.offset).before(block.offset + block.size());
  }
  /// The same stretch of a buffer that is as long as all weights.
  std::span<Scalar> of(std::span<Scalar> buffer) const { return buffer.subspan(begin, weights.size()); }

  /// Calls step(w, g, a, ...) for each weight with its gradient and its elements of `buffers`, which are as
  /// long as all weights; what it takes as `const Scalar&` it only reads. See kernels::each for what such a
  /// step may contain.
  template <class Step, class... Buffers>
  void each(const Step& step, Buffers&&... buffers) const {
    kernels::each(step, weights.size(), weights.data(), gradients.data(), of(buffers).data()...);
  }

 private:
  std::size_t offset(std::size_t place) const {
    return std::clamp(place, begin, begin + weights.size()) - begin;
  }
  Range part(std::size_t first, std::size_t last) const {
    return {begin + first, weights.subspan(first, last - first), gradients.subspan(first, last - first)};
  }
};

/// An update rule with its state, over the flat buffers of a network. An update is a call of `begin` and then
/// one of `apply` for each of some ranges, which together are all weights.
template <class Scalar>
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// Begins an update. `step` counts from 1.
  virtual void begin(double learning_rate, std::int64_t step) = 0;
  /// Moves the weights of a range by their gradients.
  virtual void apply(const Range<Scalar>& range) = 0;
  /// Whether `apply` needs all weights in a single range, as for norms.
  virtual bool needs_all_weights() const { return false; }

  /// One update of all weights.
  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) {
    begin(learning_rate, step);
    apply({0, weights, gradients});
  }

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
