#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"
#include "tryall/train/run.hpp"

namespace tryall::sweeps {
namespace {

/// PreparedData splits that are kept at once; each holds the indices of all samples.
constexpr std::size_t kept_splits = 256;

/// A library and what is made of it, kept by the axes.
struct OwnedLibrary {
  explicit OwnedLibrary(std::shared_ptr<const Library> shared)
      : library(std::move(shared)), beginnings(make_training_beginnings(library)) {}

  std::shared_ptr<const Library> library;
  std::unique_ptr<Beginnings> beginnings;
};

/// The entry of that key, made if there is none yet.
template <class Map>
auto cache_entry(Map& map, std::mutex& mutex, const std::string& key) {
  const std::lock_guard lock(mutex);
  auto& entry = map[key];
  if (!entry) entry = std::make_shared<typename Map::mapped_type::element_type>();
  return entry;
}

/// Fills the entry unless that was done. (std::call_once is not used: where its function throws, the next
/// call never returns under the thread sanitizer.)
template <class Entry, class Fill>
void fill_once(Entry& entry, Fill&& fill) {
  const std::lock_guard lock(entry.mutex);
  if (entry.filled) return;
  fill();
  entry.filled = true;
}

}  // namespace

const NativeTrainer::LoadedDataset& NativeTrainer::loaded(const Choice& dataset) {
  const auto entry = cache_entry(datasets_, mutex_, to_json(dataset).dump());
  fill_once(*entry, [&] {
    auto data = std::make_shared<const data::Dataset>(data::load(dataset, data_folder_, library_->sources));
    entry->value.facts = {
        data->name,     dataset_hash(*data), data->samples(), data->samples() - data->test_begin,
        data->features, data->classes,       data->task};
    for (const std::string& note : data->notes) add_note(note);
    entry->value.dataset = std::move(data);
  });
  return entry->value;  // datasets are never dropped
}

std::vector<std::string> NativeTrainer::notes() const {
  const std::lock_guard lock(mutex_);
  return notes_;
}

void NativeTrainer::add_note(const std::string& note) {
  const std::lock_guard lock(mutex_);
  if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(note);
}

NativeTrainer::NativeTrainer(std::filesystem::path data_folder)
    : NativeTrainer(NativeTrainerOptions{.data = std::move(data_folder)}) {}

NativeTrainer::NativeTrainer(NativeTrainerOptions options)
    : data_folder_(std::move(options.data)),
      library_(shared_standard_library()),
      axes_(train::training_axes()),
      metrics_(train::indexed_metrics()),
      beginnings_(&training_beginnings()) {
  if (options.library) {
    const auto owned = std::make_shared<OwnedLibrary>(share(std::move(*options.library)));
    library_ = {owned, owned->library.get()};
    axes_ = train::training_axes(library_);
    beginnings_ = owned->beginnings.get();
  }
  for (const train::AddedMetric& added : library_->metrics) metrics_.push_back(added.metric);
}

train::TrainingConfig NativeTrainer::typed(const Config& config) const {
  return train::training_config(config, library_);
}

Subject NativeTrainer::subject(const Config& config) { return loaded(config.choice("dataset")).facts; }

std::shared_ptr<const train::PreparedData> NativeTrainer::prepared(const train::TrainingConfig& config,
                                                                   std::uint64_t seed) {
  const LoadedDataset& data = loaded(config.dataset);
  const std::string key =
      fmt::format("{} {} {} {} {} {}", data.facts.hash, to_json(config.split).dump(), config.train_size,
                  to_json(config.scaler).dump(), to_json(config.target_scaler).dump(),
                  train::seed_of_stream(config.split_seed, seed));
  const auto entry = cache_entry(prepared_, mutex_, key);
  fill_once(*entry, [&] {
    entry->value = std::make_shared<const train::PreparedData>(train::prepare(config, seed, data.dataset));
  });
  auto result = entry->value;
  const std::lock_guard lock(mutex_);
  if (prepared_.size() > kept_splits) prepared_.clear();  // whoever uses one keeps it alive
  return result;
}

Config NativeTrainer::normalized(const Config& config, std::uint64_t seed) {
  const train::TrainingConfig asked = typed(config);
  const train::TrainingConfig result = train::normalized(asked, *loaded(asked.dataset).dataset);
  const auto data = prepared(result, seed);
  train::validate(result, *data);
  for (const std::string& note :
       {train::batch_note(result, *data), train::split_note(result, *data->dataset)})
    if (!note.empty()) add_note(note);
  return train::config_of(result, axes_);
}

bool NativeTrainer::looks_at(const Axis& axis) const {
  static const std::set<std::string_view> free = {"learning_rate", "schedule", "warmup",
                                                  "clipping",      "epochs",   "histograms"};
  return !free.contains(axis.name);
}

bool NativeTrainer::measures(const Metric& metric, const Subject& subject) const {
  for (const train::AddedMetric& added : library_->metrics)
    if (added.metric.name == metric.name) return added.measured_for(subject.task);
  return train::measured(metric, subject.task);
}

const Metric& NativeTrainer::usual_objective(const Subject& subject) const {
  return train::usual_objective(subject.task);
}

EpochShape NativeTrainer::epoch_shape(const Config& config, std::uint64_t seed) {
  const train::TrainingConfig asked = typed(config);
  const auto data = prepared(asked, seed);
  const auto samples = static_cast<double>(data->split.training.size());
  const double batch =
      asked.batch_size == train::full_batch ? samples : static_cast<double>(asked.batch_size);
  return {std::ceil(samples / batch), static_cast<double>(data->split.validation.size()) / samples};
}

RunResult NativeTrainer::run(const Config& config, std::uint64_t seed, const Hooks& hooks) {
  train::TrainingHooks all;
  static_cast<Hooks&>(all) = hooks;
  return train_model(config, seed, all);
}

RunResult NativeTrainer::train_model(const Config& config, std::uint64_t seed,
                                     const train::TrainingHooks& hooks) {
  const train::TrainingConfig asked = typed(config);
  return train::run(asked, seed, *prepared(asked, seed), hooks);
}

}  // namespace tryall::sweeps
