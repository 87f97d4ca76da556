#include <fmt/format.h>

#include <cmath>
#include <set>
#include <string_view>

#include "tryall/data/sources/source.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::sweeps {
namespace {

/// Prepared splits that are kept at once; each holds the indices of all samples.
constexpr std::size_t kept_splits = 256;

/// The slot of that key, made if there is none yet.
template <class Map>
auto slot(Map& map, std::mutex& mutex, const std::string& key) {
  const std::lock_guard lock(mutex);
  auto& entry = map[key];
  if (!entry) entry = std::make_shared<typename Map::mapped_type::element_type>();
  return entry;
}

}  // namespace

const NativeTrainer::Loaded& NativeTrainer::loaded(const Choice& dataset) {
  const auto entry = slot(datasets_, mutex_, to_json(dataset).dump());
  std::call_once(entry->once, [&] {
    auto data = std::make_shared<const data::Dataset>(data::load(dataset, data_folder_));
    entry->value.facts = {
        data->name,     dataset_hash(*data), data->samples(), data->samples() - data->test_begin,
        data->features, data->classes,       data->task};
    entry->value.dataset = std::move(data);
  });
  return entry->value;  // datasets are never dropped
}

DatasetFacts NativeTrainer::dataset(const Choice& dataset) { return loaded(dataset).facts; }

std::shared_ptr<const train::Prepared> NativeTrainer::prepared(const Config& config, std::uint64_t seed) {
  const Loaded& data = loaded(config.dataset);
  const std::string key =
      fmt::format("{} {} {} {} {} {}", data.facts.hash, to_json(config.split).dump(), config.train_size,
                  to_json(config.scaler).dump(), to_json(config.target_scaler).dump(),
                  seed_of_stream(config.split_seed, seed));
  const auto entry = slot(prepared_, mutex_, key);
  std::call_once(entry->once, [&] {
    entry->value = std::make_shared<const train::Prepared>(train::prepare(config, seed, data.dataset));
  });
  auto result = entry->value;
  const std::lock_guard lock(mutex_);
  if (prepared_.size() > kept_splits) prepared_.clear();  // whoever uses one keeps it alive
  return result;
}

Config NativeTrainer::checked(const Config& config, std::uint64_t seed) {
  Config result = train::settled(config, *loaded(config.dataset).dataset);
  train::check_fits(result, *prepared(result, seed));
  return result;
}

bool NativeTrainer::checks(const Axis& axis) const {
  static const std::set<std::string_view> free = {"learning_rate", "schedule", "warmup",
                                                  "clipping",      "epochs",   "histograms"};
  return !free.contains(axis.name);
}

EpochShape NativeTrainer::epoch_shape(const Config& config, std::uint64_t seed) {
  const auto data = prepared(config, seed);
  const auto samples = static_cast<double>(data->split.training.size());
  const double batch = config.batch_size == full_batch ? samples : static_cast<double>(config.batch_size);
  return {std::ceil(samples / batch), static_cast<double>(data->split.validation.size()) / samples};
}

train::RunResult NativeTrainer::run(const Config& config, std::uint64_t seed, const train::Hooks& hooks) {
  return train::run(config, seed, *prepared(config, seed), hooks);
}

}  // namespace tryall::sweeps
