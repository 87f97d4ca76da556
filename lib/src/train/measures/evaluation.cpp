#include "evaluation.hpp"

#include <cmath>

#include "train/result.hpp"

namespace tryall::train {

template <class Scalar>
TrainingStatus Evaluation<Scalar>::measure(MetricIndex first, std::span<const std::uint32_t> samples,
                                           RunResult& result) {
  const bool watches = first == validation_loss;
  accumulator_.clear();
  dead_units_.clear();
  const bool whole = passes_.evaluate(samples, [&](auto piece, Batch<const Scalar> outputs) {
    accumulator_.add(outputs, piece, passes_.loss(outputs));
    if (watches) dead_units_.watch(network_.activations());
  });
  if (!whole) return TrainingStatus::stopped;
  if (!std::isfinite(accumulator_.loss())) return TrainingStatus::diverged;
  accumulator_.for_each(
      [&](std::size_t k, double value) { note(result, static_cast<MetricIndex>(first + k), value); });
  if (watches && std::isfinite(dead_units_.share())) note(result, dead_units, dead_units_.share());
  return TrainingStatus::going_on;
}

template <class Scalar>
TrainingStatus Evaluation<Scalar>::add_histograms(std::int64_t epoch, RunResult& result) {
  const auto& split = prepared_.split;
  const std::span<const std::uint32_t> samples = split.validation.empty() ? split.training : split.validation;
  ActivationHistograms<Scalar> histograms(epoch);
  const bool whole = passes_.evaluate(samples, [&](auto, auto) {
    histograms.see_range(network_.activations());
  }) && passes_.evaluate(samples, [&](auto, auto) { histograms.count(network_.activations()); });
  if (!whole) return TrainingStatus::stopped;
  for (Histogram& histogram : histograms.take()) result.histograms.push_back(std::move(histogram));
  return TrainingStatus::going_on;
}

template <class Scalar>
std::optional<Predictions> Evaluation<Scalar>::predict(std::vector<std::uint32_t> samples) {
  Predictions predictions{std::move(samples), static_cast<std::size_t>(network_.outputs()), {}};
  const bool whole = passes_.evaluate(predictions.samples, [&](auto, Batch<const Scalar> outputs) {
    for (std::ptrdiff_t i = 0; i < outputs.rows * outputs.features; ++i)
      predictions.outputs.push_back(static_cast<double>(outputs.data[i]));
  });
  if (!whole) return std::nullopt;
  if (prepared_.dataset->task == Task::regression)
    for (std::size_t i = 0; i < predictions.outputs.size(); ++i)
      predictions.outputs[i] = prepared_.target_map.unscaled(i % predictions.columns, predictions.outputs[i]);
  return predictions;
}

template <class Scalar>
const std::vector<std::uint32_t>& Evaluation<Scalar>::samples_of(Split split) const {
  if (split == Split::train) return prepared_.split.training;
  return split == Split::validation ? prepared_.split.validation : prepared_.split.test;
}

template <class Scalar>
TrainingStatus Evaluation<Scalar>::measure_added(const AddedMetrics& added, bool at_end, RunResult& result) {
  for (const auto split : {Split::train, Split::validation, Split::test}) {
    std::optional<Predictions> predictions;
    for (std::size_t i = 0; i < added.size(); ++i) {
      const Metric& metric = added[i].metric;
      if (metric.split != split || metric.each_epoch == at_end || samples_of(split).empty()) continue;
      if (!predictions) predictions = predict(samples_of(split));
      if (!predictions) return TrainingStatus::stopped;
      const double value = added[i].measure(*predictions, *prepared_.dataset);
      result.final_values[metric_count + i] = value;
      if (metric.each_epoch) result.curves[metric_count + i].push_back(value);
    }
  }
  return TrainingStatus::going_on;
}

template class Evaluation<float>;
template class Evaluation<double>;

}  // namespace tryall::train
