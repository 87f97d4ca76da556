#include "diagnostics.hpp"

#include <algorithm>

#include "tryall/kernels/sums.hpp"

namespace tryall::train {

template <class Scalar>
WeightFacts weight_facts(const nn::Network<Scalar>& network) {
  std::size_t count = 0, zeros = 0;
  for (const ParameterBlock& block : network.blocks()) {
    if (block.kind != ParameterBlock::Kind::weight) continue;
    const auto values = network.parameters().subspan(block.offset, block.size());
    count += values.size();
    zeros += kernels::count_zeros(values);
  }
  const double norm = kernels::norm(network.parameters().first(network.weights_end()));
  return {norm, count == 0 ? RunResult::missing() : static_cast<double>(zeros) / static_cast<double>(count)};
}

template <class Scalar>
void DeadUnits<Scalar>::clear() {
  for (auto& layer : alive_) std::fill(layer.begin(), layer.end(), std::uint8_t{0});
}

template <class Scalar>
void DeadUnits<Scalar>::watch(const std::vector<Batch<const Scalar>>& activations) {
  alive_.resize(activations.size());
  for (std::size_t k = 0; k < activations.size(); ++k) {
    const Batch<const Scalar>& batch = activations[k];
    std::vector<std::uint8_t>& alive = alive_[k];
    alive.resize(static_cast<std::size_t>(batch.features));
    for (std::ptrdiff_t row = 0; row < batch.rows; ++row) {
      const Scalar* units = batch.data + row * batch.features;
      for (std::size_t i = 0; i < alive.size(); ++i)
        alive[i] = static_cast<std::uint8_t>(alive[i] | static_cast<std::uint8_t>(units[i] != Scalar{0}));
    }
  }
}

template <class Scalar>
double DeadUnits<Scalar>::share() const {
  std::size_t units = 0, alive = 0;
  for (const auto& layer : alive_) {
    units += layer.size();
    alive += static_cast<std::size_t>(std::count(layer.begin(), layer.end(), std::uint8_t{1}));
  }
  return units == 0 ? RunResult::missing() : 1.0 - static_cast<double>(alive) / static_cast<double>(units);
}

template <class Scalar>
void ActivationHistograms<Scalar>::see_range(const std::vector<Batch<const Scalar>>& activations) {
  const bool first = histograms_.empty();
  if (first) histograms_.resize(activations.size());
  for (std::size_t k = 0; k < activations.size(); ++k) {
    const Batch<const Scalar>& batch = activations[k];
    const auto [low, high] = std::minmax_element(batch.data, batch.data + batch.features * batch.rows);
    Histogram& histogram = histograms_[k];
    if (first) histogram = {epoch_, k, static_cast<double>(*low), static_cast<double>(*high), {}};
    histogram.low = std::min(histogram.low, static_cast<double>(*low));
    histogram.high = std::max(histogram.high, static_cast<double>(*high));
    histogram.counts.assign(bins, 0);
  }
}

template <class Scalar>
void ActivationHistograms<Scalar>::count(const std::vector<Batch<const Scalar>>& activations) {
  for (std::size_t k = 0; k < activations.size(); ++k) {
    Histogram& histogram = histograms_[k];
    const double width = (histogram.high - histogram.low) / static_cast<double>(bins);
    const Batch<const Scalar>& batch = activations[k];
    for (std::ptrdiff_t i = 0; i < batch.features * batch.rows; ++i) {
      const double place = width > 0 ? (static_cast<double>(batch.data[i]) - histogram.low) / width : 0;
      ++histogram.counts[std::min(bins - 1, static_cast<std::size_t>(std::max(0.0, place)))];
    }
  }
}

#define TRYALL_INSTANTIATE(Scalar)                               \
  template WeightFacts weight_facts(const nn::Network<Scalar>&); \
  template class DeadUnits<Scalar>;                              \
  template class ActivationHistograms<Scalar>;
TRYALL_INSTANTIATE(float)
TRYALL_INSTANTIATE(double)
#undef TRYALL_INSTANTIATE

}  // namespace tryall::train
