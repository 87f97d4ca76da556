#pragma once

#include <span>
#include <vector>

#include "tryall/nn/network.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// The Euclidean norm of the values, and the share of them that is exactly 0, over the weights of a network.
struct WeightFacts {
  double norm = 0;
  double zero_share = 0;
};
template <class Scalar>
WeightFacts weight_facts(const nn::Network<Scalar>& network);

/// Watches which hidden units are ever active, batch by batch.
template <class Scalar>
class DeadUnits {
 public:
  void clear();
  void watch(const std::vector<Batch<const Scalar>>& activations);
  /// Missing where there are no hidden units.
  double share() const;

 private:
  std::vector<std::vector<std::uint8_t>> alive_;  // of each layer, a unit each
};

/// Histograms of each layer's activations, in two rounds over the same batches: first the ranges, then the
/// counts.
template <class Scalar>
class ActivationHistograms {
 public:
  static constexpr std::size_t bins = 32;

  explicit ActivationHistograms(std::int64_t epoch) : epoch_(epoch) {}
  void see_range(const std::vector<Batch<const Scalar>>& activations);
  void count(const std::vector<Batch<const Scalar>>& activations);
  std::vector<Histogram> take() { return std::move(histograms_); }

 private:
  std::int64_t epoch_;
  std::vector<Histogram> histograms_;
};

}  // namespace tryall::train
