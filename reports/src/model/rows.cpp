#include "tryall/reports/model/rows.hpp"

namespace tryall::reports {
namespace {

/// `width` values a sample.
template <class Values>
Values picked(const Values& values, std::span<const std::uint32_t> samples, std::size_t width) {
  Values part;
  if (values.empty()) return part;
  part.reserve(samples.size() * width);
  for (const std::uint32_t sample : samples) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(sample * width);
    part.insert(part.end(), first, first + static_cast<std::ptrdiff_t>(width));
  }
  return part;
}

}  // namespace

std::shared_ptr<data::Dataset> rows_of(const data::Dataset& dataset, std::span<const std::uint32_t> samples) {
  auto part = std::make_shared<data::Dataset>();
  part->name = dataset.name;
  part->shape = dataset.shape;
  part->features = dataset.features;
  part->classes = dataset.classes;
  part->values = std::visit(
      [&](const auto& values) -> data::FeatureValues { return picked(values, samples, dataset.features); },
      dataset.values);
  part->labels = picked(dataset.labels, samples, 1);
  part->test_begin = samples.size();
  part->task = dataset.task;
  part->targets = picked(dataset.targets, samples, dataset.target_columns);
  part->target_columns = dataset.target_columns;
  part->feature_names = dataset.feature_names;
  part->class_names = dataset.class_names;
  part->function = dataset.function;
  part->imputation = dataset.imputation;
  part->census = dataset.census;
  return part;
}

train::ModelAnswers answers_to(const train::Predictor& model, const data::Dataset& dataset,
                               std::span<const std::uint32_t> samples) {
  return model.predict(rows_of(dataset, samples));
}

}  // namespace tryall::reports
