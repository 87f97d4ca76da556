#pragma once

#include <memory>
#include <span>

#include "tryall/nn/loss.hpp"
#include "tryall/nn/network.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/regularize/regularizer.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// A batch goes through the network in pieces of at most so many rows: the workspace stays in the cache and a
/// full batch needs no more memory than a small one. The pieces decide the order of sums, so the number is
/// part of the numerics version.
inline constexpr std::int64_t piece_rows = 256;

/// The state of one run and the steps it is made of.
template <class Scalar>
class Training {
 public:
  Training(const Config& config, std::uint64_t seed, const Prepared& prepared, const Hooks& hooks);

  /// Trains to the end, a divergence or a stop.
  RunResult run();

 private:
  enum class Progress { going_on, diverged, stopped };

  void initialize();
  Progress epoch(std::int64_t number);
  Progress step(std::span<const std::uint32_t> batch, nn::LossSums& sums);
  /// False when stopped.
  bool evaluate(std::span<const std::uint32_t> samples, nn::LossSums& sums);
  /// Gathers the samples and their labels, and sends them through the network.
  Batch<Scalar> forward(std::span<const std::uint32_t> samples, nn::Mode mode);
  Progress measure(MetricIndex loss, MetricIndex accuracy, std::span<const std::uint32_t> samples,
                   bool curve);
  void end(Outcome outcome, std::string message);

  const Config& config_;
  std::uint64_t seed_;
  const Prepared& prepared_;
  const Hooks& hooks_;
  data::FeatureMap<Scalar> map_;
  nn::Network<Scalar> network_;
  std::unique_ptr<optim::Optimizer<Scalar>> optimizer_;
  std::unique_ptr<regularize::Regularizer<Scalar>> regularizer_;
  std::size_t batch_size_;
  Buffer<Scalar> inputs_;
  Buffer<Scalar> output_gradient_;
  std::vector<std::int32_t> labels_;
  std::vector<std::uint32_t> order_;
  Batch<const Scalar> batch_;
  RunResult result_;
};

}  // namespace tryall::train
