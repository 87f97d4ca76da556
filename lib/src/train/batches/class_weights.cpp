#include "class_weights.hpp"

#include <algorithm>

namespace tryall::train {

ClassWeights::ClassWeights(const TrainingConfig& config, const PreparedData& prepared,
                           const SampleWeights& samples) {
  const data::Dataset& dataset = *prepared.dataset;
  if (config.class_weight == "none" || dataset.task != Task::classification) return;
  weights_.assign(dataset.classes, 0.0);
  for (const std::uint32_t sample : prepared.split.training)
    weights_[static_cast<std::size_t>(dataset.labels[sample])] += samples.of(sample);
  const auto occurring = weights_.size() - static_cast<std::size_t>(std::ranges::count(weights_, 0.0));
  const double fair = static_cast<double>(prepared.split.training.size()) / static_cast<double>(occurring);
  for (double& weight : weights_) weight = weight > 0 ? fair / weight : 0;
}

template <class Scalar>
double ClassWeights::mean(std::span<const Scalar> target) const {
  if (target.size() == 1) {
    const auto share = static_cast<double>(target[0]);
    return (1 - share) * weights_[0] + share * weights_[1];
  }
  double sum = 0, total = 0;
  for (std::size_t k = 0; k < target.size(); ++k) {
    sum += static_cast<double>(target[k]) * weights_[k];
    total += static_cast<double>(target[k]);
  }
  return sum / total;
}

template double ClassWeights::mean(std::span<const float>) const;
template double ClassWeights::mean(std::span<const double>) const;

}  // namespace tryall::train
