#include "metric_accumulator.hpp"

#include <algorithm>
#include <cmath>

namespace tryall::train {

MetricAccumulator::MetricAccumulator(const data::Dataset& dataset, const data::InputMap& target_map,
                                     Measures measures)
    : dataset_(dataset),
      target_map_(target_map),
      measures_(measures),
      hits_(dataset.classes),
      labelled_(dataset.classes),
      predicted_(dataset.classes),
      columns_(dataset.task == Task::regression ? dataset.target_columns : 0) {}

void MetricAccumulator::clear() {
  count_ = correct_ = among_five_ = 0;
  loss_ = 0;
  for (auto* counts : {&hits_, &labelled_, &predicted_}) std::fill(counts->begin(), counts->end(), 0);
  std::fill(columns_.begin(), columns_.end(), TargetErrors{});
}

template <class Scalar>
void MetricAccumulator::add(Batch<const Scalar> outputs, std::span<const std::uint32_t> samples,
                            double loss) {
  if (dataset_.task == Task::classification) {
    add_classes(outputs, samples);
    if (measures_ == Measures::all) add_class_counts(outputs, samples);
  }
  if (dataset_.task == Task::regression) add_numbers(outputs, samples);
  loss_ += loss;
  count_ += samples.size();
}

namespace {

/// One output decides between two classes by its sign; of several, the largest wins (the first, of equals).
template <class Scalar>
std::size_t predicted_class(const Scalar* z, std::size_t classes) {
  if (classes == 1) return static_cast<std::size_t>(z[0] > 0);
  std::size_t largest = 0;
  for (std::size_t k = 1; k < classes; ++k)
    if (z[k] > z[largest]) largest = k;
  return largest;
}

/// How many classes the outputs rank before the label: those of a larger output, and of equals the first.
template <class Scalar>
std::size_t classes_before(const Scalar* z, std::size_t classes, std::size_t label) {
  if (classes == 1) return static_cast<std::size_t>(predicted_class(z, classes) != label);
  const Scalar own = z[label];
  std::size_t before = 0;
  for (std::size_t k = 0; k < classes; ++k)  // without a branch on where the label is
    before += static_cast<std::size_t>((z[k] > own) | ((z[k] == own) & (k < label)));
  return before;
}

}  // namespace

template <class Scalar>
void MetricAccumulator::add_classes(Batch<const Scalar> outputs, std::span<const std::uint32_t> samples) {
  const auto classes = static_cast<std::size_t>(outputs.features);
  for (std::size_t row = 0; row < samples.size(); ++row) {
    const auto label = static_cast<std::size_t>(dataset_.labels[samples[row]]);
    const std::size_t before = classes_before(outputs.data + row * classes, classes, label);
    correct_ += static_cast<std::size_t>(before == 0);
    among_five_ += static_cast<std::size_t>(before < 5);
  }
}

template <class Scalar>
void MetricAccumulator::add_class_counts(Batch<const Scalar> outputs,
                                         std::span<const std::uint32_t> samples) {
  const auto classes = static_cast<std::size_t>(outputs.features);
  for (std::size_t row = 0; row < samples.size(); ++row) {
    const auto label = static_cast<std::size_t>(dataset_.labels[samples[row]]);
    const std::size_t predicted = predicted_class(outputs.data + row * classes, classes);
    ++labelled_[label];
    ++predicted_[predicted];
    hits_[label] += static_cast<std::size_t>(predicted == label);
  }
}

template <class Scalar>
void MetricAccumulator::add_numbers(Batch<const Scalar> outputs, std::span<const std::uint32_t> samples) {
  for (std::ptrdiff_t row = 0; row < outputs.rows; ++row)
    for (std::size_t k = 0; k < columns_.size(); ++k) {
      const std::size_t sample = samples[static_cast<std::size_t>(row)];
      const double target = dataset_.targets[sample * columns_.size() + k];
      const auto output =
          static_cast<double>(outputs.data[static_cast<std::size_t>(row) * columns_.size() + k]);
      const double error = target_map_.unscaled(k, output) - target;
      TargetErrors& column = columns_[k];
      column.squared_error += error * error;
      column.absolute_error += std::abs(error);
      const double deviation = target - column.mean;
      column.mean += deviation / static_cast<double>(count_ + static_cast<std::size_t>(row) + 1);
      column.spread += deviation * (target - column.mean);
    }
}

double MetricAccumulator::macro_f1() const {
  double sum = 0;
  std::size_t occurring = 0;
  for (std::size_t k = 0; k < hits_.size(); ++k) {
    const std::size_t total = labelled_[k] + predicted_[k];
    if (total == 0) continue;
    ++occurring;
    sum += 2.0 * static_cast<double>(hits_[k]) / static_cast<double>(total);
  }
  return sum / static_cast<double>(occurring);
}

double MetricAccumulator::rmse() const {
  double sum = 0;
  for (const TargetErrors& column : columns_) sum += column.squared_error;
  return std::sqrt(sum / static_cast<double>(count_ * columns_.size()));
}

double MetricAccumulator::mae() const {
  double sum = 0;
  for (const TargetErrors& column : columns_) sum += column.absolute_error;
  return sum / static_cast<double>(count_ * columns_.size());
}

/// Not measured where a target does not vary.
double MetricAccumulator::r2() const {
  double sum = 0;
  for (const TargetErrors& column : columns_) {
    if (column.spread <= 0) return RunResult::missing();
    sum += 1.0 - column.squared_error / column.spread;
  }
  return sum / static_cast<double>(columns_.size());
}

template void MetricAccumulator::add(Batch<const float>, std::span<const std::uint32_t>, double);
template void MetricAccumulator::add(Batch<const double>, std::span<const std::uint32_t>, double);

}  // namespace tryall::train
