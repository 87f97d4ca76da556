#include "tryall/train/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model_parts.hpp"
#include "training.hpp"
#include "tryall/error.hpp"
#include "tryall/numerics.hpp"
#include "tryall/random.hpp"
#include "tryall/train/library.hpp"
#include "validate.hpp"

namespace tryall::train {
namespace {

/// Keeps the share or number of training samples that `train_size` asks for: of each class about as much, and
/// the samples of a smaller subset among those of a larger one. Samples are drawn in an order that does not
/// depend on how many are wanted: the one that, at every length, keeps the classes in proportion.
void take_subset(std::vector<std::uint32_t>& training, double train_size, const data::Dataset& dataset,
                 std::uint64_t seed) {
  const auto size = static_cast<double>(training.size());
  const double wanted = train_size <= 1 ? std::round(train_size * size) : std::floor(train_size);
  if (wanted > size || wanted < 1)
    throw Error(ErrorCode::bad_input,
                fmt::format("train_size {} asks for {} of the {} training samples of dataset '{}'",
                            train_size, wanted, size, dataset.name));
  if (wanted == size) return;
  std::vector<std::uint32_t> order = training;
  shuffle(order, Stream(seed, Purpose::split, 1));
  std::vector<double> members(std::max<std::size_t>(1, dataset.classes)), seen(members.size());
  for (const std::uint32_t sample : order) ++members[dataset.class_of(sample)];
  std::vector<std::pair<double, std::uint32_t>> ranked;
  for (const std::uint32_t sample : order) {
    const std::size_t label = dataset.class_of(sample);
    ranked.emplace_back((seen[label]++ + 0.5) / members[label], sample);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  training.clear();
  for (std::size_t i = 0; i < static_cast<std::size_t>(wanted); ++i) training.push_back(ranked[i].second);
  std::sort(training.begin(), training.end());
}

}  // namespace

PreparedData prepare(const TrainingConfig& asked, std::uint64_t seed,
                     std::shared_ptr<const data::Dataset> dataset) {
  const TrainingConfig config = normalized(asked, *dataset);
  const Library& library = library_of(config);
  const std::uint64_t split_seed = seed_of_stream(config.split_seed, seed);
  data::SampleSplit split = data::split_samples(config.split, *dataset, split_seed, library.splits);
  take_subset(split.training, config.train_size, *dataset, split_seed);
  data::InputMap map = data::fit_scaler(config.scaler, *dataset, split.training, library.scalers);
  data::InputMap target_map;
  if (dataset->task == Task::regression)
    target_map =
        data::fit_target_scaler(config.target_scaler, *dataset, split.training, library.target_scalers);
  return {std::move(dataset), std::move(split), std::move(map), std::move(target_map)};
}

nn::ModelParts model_parts(const TrainingConfig& config, const PreparedData& prepared) {
  const data::Dataset& dataset = *prepared.dataset;
  const Library& library = library_of(config);
  std::size_t columns = 1;
  if (dataset.task == Task::classification) columns = dataset.classes;
  if (dataset.task == Task::regression) columns = dataset.target_columns;
  const bool components = config.scaler.name == "whitening" && config.scaler.word("kind") == "pca";
  return {config.model,
          {.features = static_cast<std::ptrdiff_t>(prepared.map.outputs()),
           .outputs = library.losses.find(config.loss).outputs(static_cast<std::ptrdiff_t>(columns)),
           .image = components ? ImageShape{} : dataset.image(),
           .function = dataset.function},
          config.normalization,
          config.dropout,
          {&library.models, &library.normalizations, &library.dropouts, &library.activations,
           &library.functions}};
}

template <class Scalar>
RunResult run(const TrainingConfig& config, std::uint64_t seed, const PreparedData& prepared,
              const TrainingHooks& hooks) {
  pin_numerics();
  const TrainingConfig whole = normalized(config, *prepared.dataset);
  validate_split(whole, prepared);
  return Training<Scalar>(whole, seed, prepared, hooks).run();
}

template RunResult run<float>(const TrainingConfig&, std::uint64_t, const PreparedData&,
                              const TrainingHooks&);
template RunResult run<double>(const TrainingConfig&, std::uint64_t, const PreparedData&,
                               const TrainingHooks&);

RunResult run(const TrainingConfig& config, std::uint64_t seed, const PreparedData& prepared,
              const TrainingHooks& hooks) {
  return config.precision == "float64" ? run<double>(config, seed, prepared, hooks)
                                       : run<float>(config, seed, prepared, hooks);
}

}  // namespace tryall::train
