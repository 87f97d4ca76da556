#include "sample_weights.hpp"

namespace tryall::train {

SampleWeights::SampleWeights(const PreparedData& prepared) : weights_(&prepared.dataset->weights) {
  if (empty() || prepared.split.training.empty()) return;
  double sum = 0;
  for (const std::uint32_t sample : prepared.split.training) sum += (*weights_)[sample];
  mean_ = sum / static_cast<double>(prepared.split.training.size());
}

}  // namespace tryall::train
