#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tryall/experiment/technique.hpp"

namespace tryall {

/// `batch_size` for the whole training split at once ("full").
inline constexpr std::int64_t full_batch = 0;

/// A seed of a single stream that says: the run's own.
inline constexpr std::int64_t own_seed = -1;

/// Every setting of a training but the seed. A config with its seed, the dataset's bytes and the numerics
/// version determine a run to the last bit.
struct Config {
  Choice dataset{"digits", {}};
  double train_size = 1;
  Choice split{"holdout", {}};
  Choice scaler{"standard", {}};
  Choice target_scaler{"standard", {}};
  Choice augmentation{"none", {}};
  double input_noise = 0;
  double mixup = 0;
  Choice model{"mlp", {}};
  Choice normalization{"none", {}};
  Choice dropout{"none", {}};
  Choice init{"he", {}};
  Choice bias_init{"zeros", {}};
  Choice loss{"auto", {}};
  double label_smoothing = 0;
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
  std::vector<std::int64_t> histograms;
  std::int64_t split_seed = own_seed;
  std::int64_t init_seed = own_seed;
  std::int64_t order_seed = own_seed;
  std::int64_t dropout_seed = own_seed;
  std::int64_t augmentation_seed = own_seed;

  bool operator==(const Config&) const = default;
};

/// The seed of a stream of a run: what the config fixes for it (one of the members `..._seed`), or the run's.
inline std::uint64_t seed_of_stream(std::int64_t fixed, std::uint64_t seed) {
  return fixed == own_seed ? seed : static_cast<std::uint64_t>(fixed);
}

/// One dimension that a sweep can vary: a member of Config with its family of techniques or its range.
/// A new axis is a member above and a row in the table behind `axes()`.
struct Axis {
  using Member = std::variant<Choice Config::*, double Config::*, std::int64_t Config::*, bool Config::*,
                              std::string Config::*, std::vector<std::int64_t> Config::*>;

  std::string name;
  std::string meaning;
  Member member;
  const Family* family = nullptr;  ///< For choices.
  Parameter parameter = {};        ///< For plain values: type, range, meaning.

  bool is_choice() const { return family != nullptr; }
  /// What the config says on this axis.
  const Choice& choice(const Config& config) const;
  Value value(const Config& config) const;
  /// Sets it, checked and completed. Throws SettingError.
  void set(Config& config, const Choice& choice) const;
  void set(Config& config, const Value& value) const;
  /// Sets what is known to be checked and completed.
  void put(Config& config, const Choice& choice) const;
  void put(Config& config, const Value& value) const;
  /// Takes over what `from` says on this axis.
  void copy(const Config& from, Config& to) const;
};

/// All axes, in the order in which tables show them.
const std::vector<Axis>& axes();

/// All names of axes, "seed" not among them: a seed makes a replicate, not a config.
std::vector<std::string> axis_names();

/// Null when there is none of that name.
const Axis* find_axis(std::string_view name);

/// All families of techniques, for lists and explanations, each once.
std::vector<const Family*> families();

/// The config with each choice checked and completed. Throws SettingError.
Config completed(const Config& config);

}  // namespace tryall
