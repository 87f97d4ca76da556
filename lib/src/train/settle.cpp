#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tryall/error.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/nn/layers/dropout.hpp"
#include "tryall/nn/losses/loss.hpp"
#include "tryall/nn/models/model.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {
namespace {

/// A test function brings its own parameters, start and data: what a config says of those makes no
/// difference. Where it has only one sample, each batch is all of them.
void settle_function(TrainingConfig& config, const data::Dataset& dataset) {
  config.model = {"function", {}};
  config.scaler = config.target_scaler = {"none", {}};
  config.init = config.bias_init = {"zeros", {}};
  config.init_seed = own_seed;
  config.normalization = config.dropout = config.augmentation = {"none", {}};
  config.train_size = 1;
  config.input_noise = config.mixup = 0;
  if (dataset.test_begin > 1) return;
  config.batch_size = full_batch;
  config.shuffle = config.reshuffle = true;
}

void settle_loss(TrainingConfig& config, const data::Dataset& dataset) {
  if (config.loss.name == "auto") config.loss = nn::usual_loss(dataset.task);
  if (nn::suits(config.loss, dataset.task)) return;
  std::vector<std::string> names;
  for (const nn::LossEntry& entry : nn::loss_table())
    if (std::find(entry.tasks.begin(), entry.tasks.end(), dataset.task) != entry.tasks.end())
      names.push_back(entry.about.name);
  throw Error(ErrorCode::bad_input,
              fmt::format("loss '{}' does not suit dataset '{}'; use \"auto\" or one of: {}",
                          config.loss.name, dataset.name, fmt::join(names, ", ")));
}

/// Refuses what the optimizer would undo.
void check_optimizer(const TrainingConfig& config) {
  if (!optim::recomputes_weights(config.optimizer)) return;
  const bool proximal =
      config.regularizer.settings.contains("proximal") && config.regularizer.flag("proximal");
  const char* lost = proximal                  ? "regularizer with proximal steps"
                     : config.max_norm > 0     ? "max_norm"
                     : config.weight_decay > 0 ? "weight_decay"
                                               : nullptr;
  if (lost)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("optimizer '{}' works its weights out anew at each update, so a {} beside it would be "
                    "lost; leave one of them out (weight decay is a setting of the optimizer)",
                    config.optimizer.name, lost));
}

/// Whether the dropout ever drops one of the units.
bool drops(const Choice& dropout, nn::HiddenUnits hidden) {
  const nn::DropoutEntry& entry = entry_of(nn::dropout_table(), dropout);
  const bool meets = (entry.dense && hidden.dense) || (entry.convolutional && hidden.convolutional);
  return meets && dropout.name != "none" && dropout.number("rate") > 0;
}

/// The seed of a stream from which nothing is drawn makes no difference.
void settle_seeds(TrainingConfig& config) {
  if (!config.shuffle) config.order_seed = own_seed;
  if (config.dropout.name == "none") config.dropout_seed = own_seed;
  if (config.augmentation.name == "none" && config.input_noise == 0 && config.mixup == 0)
    config.augmentation_seed = own_seed;
}

}  // namespace

TrainingConfig settled(const TrainingConfig& config, const data::Dataset& dataset) {
  TrainingConfig result = config;
  result.split = data::active_settings(config.split, dataset);
  settle_loss(result, dataset);
  check_optimizer(result);
  if (dataset.task == Task::function)
    settle_function(result, dataset);
  else if (config.model.name == "function")
    throw Error(
        ErrorCode::bad_input,
        fmt::format("model 'function' is for test functions (dataset \"rosenbrock\" and its like), not for "
                    "dataset '{}'",
                    dataset.name));
  if (dataset.task != Task::classification) result.label_smoothing = 0;
  if (dataset.task != Task::regression) result.target_scaler = {"none", {}};
  const nn::HiddenUnits hidden = nn::hidden_units(result.model);
  if (!hidden.dense && !hidden.convolutional) result.normalization = {"none", {}};
  if (!drops(result.dropout, hidden)) result.dropout = {"none", {}};
  if (!result.shuffle) result.reshuffle = true;
  settle_seeds(result);
  if (result.batch_size == full_batch) result.drop_last = false;
  return result;
}

}  // namespace tryall::train
