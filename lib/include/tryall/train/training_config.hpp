#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"

namespace tryall {
struct Library;
}

namespace tryall::train {

/// `batch_size` for the whole training split at once ("full").
inline constexpr std::int64_t full_batch = 0;

/// A seed of a single stream that says: the run's own.
inline constexpr std::int64_t own_seed = -1;

/// Every setting of a training of this library but the seed, by name and type. Made from a Config at the
/// library's door; a new axis is a member here and a row in training_config.cpp.
struct TrainingConfig {
  Choice dataset{"digits", {}};
  double train_size = 1;
  Choice split{"holdout", {}};
  Choice scaler{"standard", {}};
  Choice target_scaler{"standard", {}};
  Choice augmentation{"none", {}};
  double input_noise = 0;
  double input_dropout = 0;
  double mixup = 0;
  Choice model{"mlp", {}};
  Choice normalization{"none", {}};
  Choice dropout{"none", {}};
  Choice init{"he", {}};
  Choice bias_init{"zeros", {}};
  Choice loss{"auto", {}};
  double label_smoothing = 0;
  std::string class_weight = "none";
  Choice optimizer{"adam", {}};
  double learning_rate = 0.001;
  Choice schedule{"constant", {}};
  double warmup = 0;
  Choice clipping{"none", {}};
  Choice regularizer{"none", {}};
  double weight_decay = 0;
  double max_norm = 0;
  std::int64_t batch_size = 128;
  bool drop_last = false;
  bool shuffle = true;
  bool reshuffle = true;
  std::int64_t epochs = 5;
  Choice early_stopping{"none", {}};
  std::string precision = "float32";
  std::vector<std::int64_t> histograms = {};
  std::int64_t split_seed = own_seed;
  std::int64_t init_seed = own_seed;
  std::int64_t order_seed = own_seed;
  std::int64_t dropout_seed = own_seed;
  std::int64_t augmentation_seed = own_seed;
  std::shared_ptr<const Library> library = {};  ///< Where choices are looked up; null: the standard library.

  bool operator==(const TrainingConfig&) const = default;
};

/// The seed of a stream of a run: what the config fixes for it (one of the members `..._seed`), or the run's.
inline std::uint64_t seed_of_stream(std::int64_t fixed, std::uint64_t seed) {
  return fixed == own_seed ? seed : static_cast<std::uint64_t>(fixed);
}

/// The config's own library, or the standard one.
const Library& library_of(const TrainingConfig& config);

/// The axes of trainings that choose from the library, in the order in which tables show them.
std::shared_ptr<const AxisTable> training_axes(const std::shared_ptr<const Library>& library);
/// Those of the standard library.
const std::shared_ptr<const AxisTable>& training_axes();

/// The config by name and type, as the trainer's own code wants it; of a config over the library's
/// `training_axes` (null: the standard library's).
TrainingConfig training_config(const Config& config, std::shared_ptr<const Library> library = {});

/// The same as settings on the axes, which are not checked again.
Config config_of(const TrainingConfig& config, const std::shared_ptr<const AxisTable>& axes);

/// With each choice validated and its defaults filled in. Throws SettingError.
TrainingConfig with_defaults(const TrainingConfig& config);
/// The same where a choice lacks one of its technique's settings or has one of another type. Cheap where all
/// is complete; what makes no difference on some data may have been left out of `split`.
void fill_in_defaults(TrainingConfig& config);

}  // namespace tryall::train

namespace tryall {

// Those of this library's own trainings.
inline const AxisTable& axes() { return *train::training_axes(); }
inline const Axis* find_axis(std::string_view name) { return axes().find(name); }
inline std::vector<std::string> axis_names() { return axes().names(); }
inline std::vector<const Family*> families() { return axes().families(); }

}  // namespace tryall
