#include <fmt/format.h>

#include "model_parts.hpp"
#include "tryall/error.hpp"
#include "tryall/train/library.hpp"
#include "validate.hpp"

namespace tryall::train {

void validate_split(const TrainingConfig& config, const PreparedData& prepared) {
  const auto samples = static_cast<std::int64_t>(prepared.split.training.size());
  if (config.batch_size > samples)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("batch_size {} is larger than the {} training samples of dataset '{}'; use \"full\" for "
                    "all of them",
                    config.batch_size, samples, config.dataset.name));
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
