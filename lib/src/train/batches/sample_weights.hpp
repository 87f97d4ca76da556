#pragma once

#include <cstdint>
#include <vector>

#include "tryall/train/run.hpp"

namespace tryall::train {

/// What each sample's loss counts for by the dataset's weights: w / mean, the mean over the training samples
/// (each as often as it is among them), so that theirs is 1.
class SampleWeights {
 public:
  explicit SampleWeights(const PreparedData& prepared);

  /// Whether every sample counts for 1.
  bool empty() const { return weights_->empty(); }
  double of(std::uint32_t sample) const { return empty() ? 1 : (*weights_)[sample] / mean_; }

 private:
  const std::vector<double>* weights_;
  double mean_ = 1;
};

}  // namespace tryall::train
