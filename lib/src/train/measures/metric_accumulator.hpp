#pragma once

#include <span>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/data/dataset.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// Counts what a model's outputs come to, batch by batch, and works out the metrics.
class MetricAccumulator {
 public:
  /// All metrics of a split, or what tells of a training's progress: loss, accuracy and rmse.
  enum class Measures { all, progress };

  /// `target_map` is what targets were scaled by, so that errors are in their own unit.
  MetricAccumulator(const data::Dataset& dataset, const data::InputMap& target_map, Measures measures);

  void clear();
  /// `outputs` are the model's for the samples; `loss` their sum.
  template <class Scalar>
  void add(Batch<const Scalar> outputs, std::span<const std::uint32_t> samples, double loss);

  /// Shows all it has counted to an archive.
  template <class Archive>
  void describe(Archive& archive) {
    archive.value(count_);
    archive.value(loss_);
    archive.value(correct_);
    archive.value(among_five_);
    for (auto* counts : {&hits_, &labelled_, &predicted_}) archive.values(std::span(*counts));
    archive.values(std::span(columns_));
  }

  std::size_t count() const { return count_; }
  double loss() const { return loss_ / static_cast<double>(count_); }
  double accuracy() const { return static_cast<double>(correct_) / static_cast<double>(count_); }
  double rmse() const;
  /// Calls put(k, value) for each metric that is measured, k counted from the split's loss.
  template <class Put>
  void for_each(Put put) const {
    put(0, loss());
    if (dataset_.task == Task::classification) {
      put(1, accuracy());
      if (dataset_.classes > 5) put(2, static_cast<double>(among_five_) / static_cast<double>(count_));
      put(3, macro_f1());
    }
    if (dataset_.task == Task::regression) {
      put(4, rmse());
      put(5, mae());
      put(6, r2());
    }
  }

 private:
  template <class Scalar>
  void add_classes(Batch<const Scalar> outputs, std::span<const std::uint32_t> samples);
  template <class Scalar>
  void add_class_counts(Batch<const Scalar> outputs, std::span<const std::uint32_t> samples);
  template <class Scalar>
  void add_numbers(Batch<const Scalar> outputs, std::span<const std::uint32_t> samples);
  double macro_f1() const;
  double mae() const;
  double r2() const;

  /// Of one target column.
  struct TargetErrors {
    double squared_error = 0, absolute_error = 0;
    double mean = 0, spread = 0;  // of the target, by Welford's method
  };

  const data::Dataset& dataset_;
  const data::InputMap& target_map_;
  Measures measures_;
  std::size_t count_ = 0;
  double loss_ = 0;
  std::size_t correct_ = 0, among_five_ = 0;
  std::vector<std::size_t> hits_, labelled_, predicted_;  // by class
  std::vector<TargetErrors> columns_;
};

}  // namespace tryall::train
