#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/experiment/task.hpp"

namespace tryall::data {

/// The raw features, one sample after the other, in the type they came in: bytes for images (a quarter of the
/// memory and of the traffic), numbers otherwise. Scaling happens when a batch is gathered.
using FeatureValues = std::variant<Buffer<std::uint8_t>, Buffer<float>, Buffer<double>>;

struct TableCensus;

/// What stands in for a missing value: nothing, since none is missing; or the feature's mean or median over
/// the rows that a model is trained on, and no others.
enum class Imputation { none, mean, median };

/// A data set, loaded once and shared by all workers.
struct Dataset {
  std::string name;
  std::vector<std::size_t> shape = {};  ///< Of one sample: {784}, {28, 28} or {channels, height, width}.
  std::size_t features = 0;             ///< The product of the shape.
  std::size_t classes = 0;              ///< 0 unless the task is classification.
  FeatureValues values = {};
  std::vector<std::int32_t> labels = {};  ///< Classification: 0 .. classes - 1, one a sample.
  std::size_t test_begin = 0;             ///< Samples from here on are a test set that came with the data.
  Task task = Task::classification;
  std::vector<double> targets = {};  ///< Regression: `target_columns` a sample, one sample after another.
  std::size_t target_columns = 1;
  /// Of each sample, or empty where there are none: the group that no split divides, numbered from 0 in the
  /// order of first appearance; the time by which the split `chronological` sorts; and what the sample's loss
  /// counts for in training, at least 0.
  std::vector<std::uint32_t> groups = {};
  std::vector<double> times = {}, weights = {};
  std::vector<std::string> feature_names = {};  ///< Where the source has names; else empty.
  std::vector<std::string> class_names = {};
  std::string function = {};  ///< Task function: its name.
  /// Not none: `values` are not bytes, and those that are missing are NaN.
  Imputation imputation = Imputation::none;
  std::shared_ptr<const TableCensus> census = {};  ///< Of a table with columns (table_census.hpp).
  /// What was guessed in reading, with the way to say otherwise. A sentence each.
  std::vector<std::string> notes = {};

  std::size_t samples() const {
    return task == Task::classification ? labels.size() : targets.size() / target_columns;
  }
  bool has_test_set() const { return test_begin < samples(); }
  /// 0 where there are no classes.
  std::size_t class_of(std::uint32_t sample) const {
    return task == Task::classification ? static_cast<std::size_t>(labels[sample]) : 0;
  }
  /// Its number where the source has no names.
  std::string class_name(std::size_t label) const {
    return label < class_names.size() ? class_names[label] : std::to_string(label);
  }
  /// From the shape: {height, width} is one channel; all 0 where samples are not images.
  ImageShape image() const;
};

/// The dataset with these samples alone, in this order, and no test set.
Dataset subset(const Dataset& dataset, std::span<const std::uint32_t> samples);

/// Throws Error where parts of the dataset do not fit together: a shape that is not its features, values,
/// labels or targets of another number, a label that is no class, a test set that begins behind the end,
/// groups, times or weights that are not one a sample, a group that is in the test set and before it.
void check_consistent(const Dataset& dataset);

/// How raw features become inputs of a model. Missing ones are filled before anything else.
template <class Scalar>
struct FeatureMap {
  /// x' = (x - shift) * scale, feature by feature.
  Buffer<Scalar> shift;
  Buffer<Scalar> scale;
  /// Every sample is then brought to mean 0 and standard deviation 1 of its own.
  bool per_sample = false;
  /// If not empty, x'' = rotation^T x' comes last: features x outputs in C order.
  Buffer<Scalar> rotation = {};
  /// Stands in for a missing value, feature by feature; empty where no value is missing.
  Buffer<Scalar> fill = {};

  /// Inputs of the model.
  std::size_t outputs() const { return rotation.empty() ? shift.size() : rotation.size() / shift.size(); }

  /// The x that was scaled to `value`, where nothing but shift and scale were applied.
  Scalar unscaled(std::size_t feature, Scalar value) const { return value / scale[feature] + shift[feature]; }

  template <class Other>
  FeatureMap<Other> cast() const {
    const auto converted = [](const Buffer<Scalar>& values) {
      return Buffer<Other>(values.begin(), values.end());
    };
    return {converted(shift), converted(scale), per_sample, converted(rotation), converted(fill)};
  }
};
using InputMap = FeatureMap<double>;

/// Copies the samples `indices` into `out` (features x indices.size()) as they are: NaN where a value is
/// missing.
template <class Scalar>
void gather(const Dataset& dataset, std::span<const std::uint32_t> indices, Batch<Scalar> out);

/// Fills the missing values of a batch of raw features.
template <class Scalar>
void fill_missing(const FeatureMap<Scalar>& map, Batch<Scalar> raw);

/// Maps the batch `raw`, in which nothing is missing, to `out` (map.outputs() x rows). `out` may be `raw`
/// itself where the map has no rotation; where it has one, `raw` is overwritten.
template <class Scalar>
void apply(const FeatureMap<Scalar>& map, Batch<Scalar> raw, Batch<Scalar> out);

/// Gathers and maps; `map` is `exact` in the batch's precision. Bytes are shifted and scaled in the batch's
/// precision, other features in double: a year or a time stamp is large beside its spread, and would lose it.
/// `raw` is room for what is gathered; it may be `out` where the map has no rotation.
template <class Scalar>
void gather(const Dataset& dataset, const InputMap& exact, const FeatureMap<Scalar>& map,
            std::span<const std::uint32_t> indices, Batch<Scalar> raw, Batch<Scalar> out);

}  // namespace tryall::data
