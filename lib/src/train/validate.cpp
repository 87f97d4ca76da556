#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "model_parts.hpp"
#include "tryall/error.hpp"
#include "tryall/train/library.hpp"
#include "validate.hpp"

namespace tryall::train {

namespace {

/// Whether the model has layers of single values for each sample, which batch normalization goes over.
bool normalizes_samples(const TrainingConfig& config) {
  if (config.normalization.name != "batch_norm") return false;
  return library_of(config).models.find(config.model).hidden(config.model).dense;
}

/// Samples in a whole batch, and in the last one of an epoch.
std::pair<std::int64_t, std::int64_t> batch_sizes(const TrainingConfig& config,
                                                  const PreparedData& prepared) {
  const auto samples = static_cast<std::int64_t>(prepared.split.training.size());
  if (config.batch_size == full_batch) return {samples, samples};
  const std::int64_t rest = samples % config.batch_size;
  return {config.batch_size, rest == 0 || config.drop_last ? config.batch_size : rest};
}

void check_normalization(const TrainingConfig& config, const PreparedData& prepared) {
  if (!normalizes_samples(config) || batch_sizes(config, prepared).first > 1) return;
  throw Error(
      ErrorCode::bad_input,
      fmt::format("batch_norm cannot normalize batches of one sample: every output would be the same, and "
                  "nothing would be learned on dataset '{}'; use a batch_size of at least 2, "
                  "\"layer_norm\", or exclude this combination from the sweep",
                  config.dataset.name));
}

}  // namespace

std::string batch_note(const TrainingConfig& config, const PreparedData& prepared) {
  const auto [whole, last] = batch_sizes(config, prepared);
  if (!normalizes_samples(config) || whole == 1 || last != 1) return {};
  return fmt::format(
      "batch_norm with batch_size {}: of the {} training samples of dataset '{}' the last batch of each "
      "epoch has a single sample, which batch normalization turns into 0, and whose statistics distort the "
      "running averages; set drop_last to true, or another batch_size",
      whole, prepared.split.training.size(), config.dataset.name);
}

std::string split_note(const TrainingConfig& config, const data::Dataset& dataset) {
  if (dataset.times.empty() || !library_of(config).splits.find(config.split).drawn) return {};
  return fmt::format(
      "split '{}' draws the samples of dataset '{}' whatever their time, so that models are trained on the "
      "future of samples that they are judged by; unless time makes no difference, use \"chronological\"",
      config.split.name, config.dataset.name);
}

namespace {

void check_weights(const TrainingConfig& config, const PreparedData& prepared) {
  const std::vector<double>& weights = prepared.dataset->weights;
  const auto counts = [&](std::uint32_t sample) { return weights[sample] > 0; };
  if (weights.empty() || std::ranges::any_of(prepared.split.training, counts)) return;
  throw Error(
      ErrorCode::bad_input,
      fmt::format("all {} training samples of dataset '{}' have the weight 0: there is nothing to learn",
                  prepared.split.training.size(), config.dataset.name));
}

}  // namespace

void validate_split(const TrainingConfig& config, const PreparedData& prepared) {
  const auto samples = static_cast<std::int64_t>(prepared.split.training.size());
  if (config.batch_size > samples)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("batch_size {} is larger than the {} training samples of dataset '{}'; use \"full\" for "
                    "all of them",
                    config.batch_size, samples, config.dataset.name));
  check_normalization(config, prepared);
  check_weights(config, prepared);
  if (const auto rule = make_early_stopping(config.early_stopping, library_of(config).early_stoppings)) {
    const Metric& metric = metrics()[rule->metric()];
    const bool too_few = rule->metric() == validation_top5_accuracy && prepared.dataset->classes <= 5;
    if (!measured(metric, prepared.dataset->task) || too_few ||
        (metric.name.starts_with("validation") && prepared.split.validation.empty()))
      throw Error(
          ErrorCode::bad_input,
          fmt::format("early_stopping watches {}, which is not measured here: dataset '{}' has no validation "
                      "split, too few classes or another task; set its metric, or split.validation above 0",
                      metric.name, config.dataset.name));
  }
}

void validate(const TrainingConfig& config, const PreparedData& prepared) {
  validate_split(config, prepared);
  nn::make_layers<float>(model_parts(config, prepared));
  data::make_augmentation<float>(config.augmentation, prepared.dataset->image(),
                                 library_of(config).augmentations);
}

}  // namespace tryall::train
