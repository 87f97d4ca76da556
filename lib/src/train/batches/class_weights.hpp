#pragma once

#include <span>
#include <vector>

#include "sample_weights.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// What a sample's loss counts for by its class, where the config asks for that. "balanced": n / (k n_c) for
/// a class with n_c of the n training samples, of k classes that occur there, so that all classes count alike
/// and the mean over the training samples is 1. Where samples have weights, n_c is the sum of its samples'.
class ClassWeights {
 public:
  ClassWeights(const TrainingConfig& config, const PreparedData& prepared, const SampleWeights& samples);

  /// Whether every sample counts for 1.
  bool empty() const { return weights_.empty(); }
  /// Of a sample with this target, a share a class (of a single output: the share of class 1): the mean
  /// weight of its classes.
  double of(std::span<const float> target) const { return mean(target); }
  double of(std::span<const double> target) const { return mean(target); }

 private:
  template <class Scalar>
  double mean(std::span<const Scalar> target) const;

  std::vector<double> weights_;  ///< A class each.
};

}  // namespace tryall::train
