#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "beta_quantile.hpp"
#include "sample_weights.hpp"
#include "tryall/data/augmentations/augmentation.hpp"
#include "tryall/nn/layers/layer.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// Makes a batch's inputs and targets from samples: gathers, augments, scales, adds noise, mixes. All draws
/// are functions of (seed, epoch, sample).
template <class Scalar>
class BatchMaker {
 public:
  BatchMaker(const TrainingConfig& config, const PreparedData& prepared, std::ptrdiff_t outputs,
             std::ptrdiff_t max_rows);

  /// For a training pass; `partners` are the samples that mixup mixes in, one a sample.
  void make(const Draws& draws, std::span<const std::uint32_t> partners);
  /// For evaluation: the samples as they are.
  void make(std::span<const std::uint32_t> samples);

  /// Drops inputs of what was made for a training pass.
  void drop_inputs(const Draws& draws);

  bool mixes() const { return mixup_ > 0; }
  Batch<const Scalar> inputs() const { return {inputs_.data(), inputs_count_, rows_}; }
  Batch<const Scalar> targets() const { return {targets_.data(), outputs_, rows_}; }
  /// What each sample of a training pass counts for, mixed as its targets are; empty where all count alike.
  std::span<const double> weights() const { return weights_; }

 private:
  /// A batch as it is gathered and as the model gets it; the same room where the map has no rotation.
  struct Gathered {
    Batch<Scalar> raw, mapped;
  };
  Gathered gathered_in(Buffer<Scalar>& room);
  /// The samples' features, augmented and scaled, into `room`.
  void gather_augmented(const Draws& draws, Buffer<Scalar>& room);
  void encode(std::span<const std::uint32_t> samples, Scalar smoothing, Buffer<Scalar>& room) const;
  void add_noise(const Draws& draws);
  void mix(const Draws& draws, std::span<const std::uint32_t> partners);

  const data::Dataset& dataset_;
  const data::InputMap &exact_map_, &target_map_;
  data::FeatureMap<Scalar> map_;
  std::unique_ptr<data::Augmentation<Scalar>> augmentation_;
  std::unique_ptr<nn::Layer<Scalar>> input_dropout_;
  SampleWeights sample_weights_;
  double noise_, mixup_;
  std::optional<BetaQuantile> beta_quantile_;
  Scalar smoothing_;
  std::ptrdiff_t inputs_count_, outputs_, rows_ = 0;
  Buffer<Scalar> raw_, inputs_, targets_;
  std::vector<double> weights_;
  Buffer<Scalar> partner_inputs_, partner_targets_, dropped_;
};

}  // namespace tryall::train
