#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tryall/error.hpp"
#include "tryall/train/library.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {
namespace {

/// A test function brings its own parameters, start and data: what a config says of those makes no
/// difference. Where it has only one sample, each batch is all of them.
void normalize_function(TrainingConfig& config, const data::Dataset& dataset) {
  config.model = {"function", {}};
  config.scaler = config.target_scaler = {"none", {}};
  config.init = config.bias_init = {"zeros", {}};
  config.init_seed = own_seed;
  config.normalization = config.dropout = config.augmentation = {"none", {}};
  config.train_size = 1;
  config.input_noise = config.input_dropout = config.mixup = 0;
  if (dataset.test_begin > 1) return;
  config.batch_size = full_batch;
  config.shuffle = config.reshuffle = true;
}

void resolve_loss(TrainingConfig& config, const data::Dataset& dataset) {
  if (config.loss.name == "auto") config.loss = nn::usual_loss(dataset.task);
  const Table<nn::LossEntry>& losses = library_of(config).losses;
  if (losses.find(config.loss).suits(dataset.task)) return;
  std::vector<std::string> names;
  for (const nn::LossEntry& entry : losses)
    if (entry.suits(dataset.task)) names.push_back(entry.about.name);
  throw Error(ErrorCode::bad_input,
              fmt::format("loss '{}' does not suit dataset '{}'; use \"auto\" or one of: {}",
                          config.loss.name, dataset.name, fmt::join(names, ", ")));
}

/// Refuses what the optimizer would undo.
void check_optimizer(const TrainingConfig& config) {
  if (!library_of(config).optimizers.find(config.optimizer).recomputes_weights) return;
  const bool proximal =
      config.regularizer.settings.contains("proximal") && config.regularizer.flag("proximal");
  const char* lost = proximal                  ? "regularizer with proximal steps"
                     : config.max_norm > 0     ? "max_norm"
                     : config.weight_decay > 0 ? "weight_decay"
                                               : nullptr;
  if (lost)
    throw Error(ErrorCode::bad_input,
                fmt::format("optimizer '{}' recomputes its weights at each update, so a {} would be lost; "
                            "use only one of them (weight decay is a setting of the optimizer)",
                            config.optimizer.name, lost));
}

/// Whether the dropout ever drops one of the units.
bool drops(const nn::DropoutEntry& entry, const Choice& dropout, nn::HiddenUnits hidden) {
  const bool meets = (entry.dense && hidden.dense) || (entry.convolutional && hidden.convolutional);
  const bool never = dropout.settings.contains("rate") && dropout.number("rate") == 0;
  return meets && dropout.name != "none" && !never;
}

/// The seed of a stream from which nothing is drawn makes no difference.
void normalize_seeds(TrainingConfig& config) {
  if (!library_of(config).splits.find(config.split).drawn) config.split_seed = own_seed;
  if (!config.shuffle) config.order_seed = own_seed;
  if (config.dropout.name == "none" && config.input_dropout == 0) config.dropout_seed = own_seed;
  if (config.augmentation.name == "none" && config.input_noise == 0 && config.mixup == 0)
    config.augmentation_seed = own_seed;
}

}  // namespace

TrainingConfig normalized(const TrainingConfig& config, const data::Dataset& dataset) {
  TrainingConfig result = config;
  fill_in_defaults(result);
  const Library& library = library_of(config);
  result.split = data::active_settings(result.split, dataset, library.splits);
  resolve_loss(result, dataset);
  check_optimizer(result);
  if (dataset.task == Task::function)
    normalize_function(result, dataset);
  else if (config.model.name == "function")
    throw Error(
        ErrorCode::bad_input,
        fmt::format(
            "model 'function' is for test functions (such as dataset \"rosenbrock\"), not for dataset '{}'",
            dataset.name));
  if (dataset.task != Task::classification) {
    result.label_smoothing = 0;
    result.class_weight = "none";
  }
  if (dataset.task != Task::regression) result.target_scaler = {"none", {}};
  const nn::HiddenUnits hidden = library.models.find(result.model).hidden(result.model);
  if (!hidden.dense && !hidden.convolutional) result.normalization = {"none", {}};
  if (!drops(library.dropouts.find(result.dropout), result.dropout, hidden)) result.dropout = {"none", {}};
  if (!result.shuffle) result.reshuffle = true;
  normalize_seeds(result);
  if (result.batch_size == full_batch) result.drop_last = false;
  return result;
}

}  // namespace tryall::train
