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
const Predictions* Evaluation<Scalar>::predict(std::span<const std::uint32_t> samples) {
  Predictions& made = predictions_;
  made.samples.assign(samples.begin(), samples.end());
  made.columns = static_cast<std::size_t>(network_.outputs());
  made.outputs.clear();
  made.outputs.reserve(samples.size() * made.columns);
  const bool whole = passes_.evaluate(samples, [&](auto, Batch<const Scalar> outputs) {
    made.outputs.insert(made.outputs.end(), outputs.data, outputs.data + outputs.rows * outputs.features);
  });
  if (!whole) return nullptr;
  if (prepared_.dataset->task == Task::regression)
    for (std::size_t i = 0; i < made.outputs.size(); ++i)
      made.outputs[i] = prepared_.target_map.unscaled(i % made.columns, made.outputs[i]);
  return &made;
}

template <class Scalar>
const std::vector<std::uint32_t>& Evaluation<Scalar>::samples_of(Split split) const {
  if (split == Split::train) return prepared_.split.training;
  return split == Split::validation ? prepared_.split.validation : prepared_.split.test;
}

template <class Scalar>
TrainingStatus Evaluation<Scalar>::measure_added(const AddedMetrics& added, bool at_end, RunResult& result) {
  for (const auto split : {Split::train, Split::validation, Split::test}) {
    const Predictions* predictions = nullptr;
    for (std::size_t i = 0; i < added.size(); ++i) {
      const Metric& metric = added[i].metric;
      if (metric.split != split || metric.each_epoch == at_end || samples_of(split).empty() ||
          !added[i].measured_for(prepared_.dataset->task))
        continue;
      if (predictions == nullptr) predictions = predict(samples_of(split));
      if (predictions == nullptr) return TrainingStatus::stopped;
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
