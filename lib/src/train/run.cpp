#include "tryall/train/run.hpp"

#include <optional>

#include "data/splits/subset.hpp"
#include "model_parts.hpp"
#include "training.hpp"
#include "tryall/numerics.hpp"
#include "tryall/train/library.hpp"
#include "validate.hpp"

namespace tryall::train {
PreparedData prepare(const TrainingConfig& asked, std::uint64_t seed,
                     std::shared_ptr<const data::Dataset> dataset) {
  const TrainingConfig config = normalized(asked, *dataset);
  const Library& library = library_of(config);
  const std::uint64_t split_seed = seed_of_stream(config.split_seed, seed);
  data::SampleSplit split = data::split_samples(config.split, *dataset, split_seed, library.splits);
  const bool drawn = library.splits.find(config.split).drawn;
  data::take_subset(split.training, config.train_size, *dataset,
                    drawn ? std::optional(split_seed) : std::nullopt);
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
