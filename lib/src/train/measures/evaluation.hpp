#pragma once

#include "diagnostics.hpp"
#include "train/batches/passes.hpp"

namespace tryall::train {

/// How a training, or a part of it, went.
enum class TrainingStatus { going_on, diverged, stopped };

/// What a network, as it is, comes to on whole splits.
template <class Scalar>
class Evaluation {
 public:
  Evaluation(const PreparedData& prepared, nn::Network<Scalar>& network, Passes<Scalar>& passes)
      : prepared_(prepared),
        network_(network),
        passes_(passes),
        accumulator_(*prepared.dataset, prepared.target_map, MetricAccumulator::Measures::all) {}

  /// Measures the split whose metrics begin at `first`.
  TrainingStatus measure(MetricIndex first, std::span<const std::uint32_t> samples, RunResult& result);
  /// Adds the histograms of the activations after an epoch.
  TrainingStatus add_histograms(std::int64_t epoch, RunResult& result);
  /// What the network says of the samples, until the next call; null when stopped.
  const Predictions* predict(std::span<const std::uint32_t> samples);
  /// Measures those of the added metrics that have a curve, or (`at_end`) the others.
  TrainingStatus measure_added(const AddedMetrics& added, bool at_end, RunResult& result);

 private:
  const std::vector<std::uint32_t>& samples_of(Split split) const;

  const PreparedData& prepared_;
  nn::Network<Scalar>& network_;
  Passes<Scalar>& passes_;
  MetricAccumulator accumulator_;
  DeadUnits<Scalar> dead_units_;
  Predictions predictions_;  ///< Kept for its room.
};

}  // namespace tryall::train
