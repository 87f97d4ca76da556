#pragma once

#include "tryall/experiment/vocabulary.hpp"
#include "tryall/train/metric.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::testing {

/// What the typed config says, with its defaults filled in, as a config over our own axes.
inline Config config_of(const train::TrainingConfig& typed = {}) {
  return train::config_of(train::with_defaults(typed), train::training_axes());
}

/// By name and type, for tests that read it.
inline train::TrainingConfig typed(const Config& config) { return train::training_config(config); }

/// Our own axes and metrics.
inline Vocabulary vocabulary() { return {train::training_axes(), train::metrics()}; }

}  // namespace tryall::testing
