#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tryall/data/augmentations/augmentation.hpp"
#include "tryall/data/scalers/scaler.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/splits/split.hpp"
#include "tryall/functions/function.hpp"
#include "tryall/init/initializer.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dropout.hpp"
#include "tryall/nn/layers/normalization.hpp"
#include "tryall/nn/losses/loss.hpp"
#include "tryall/nn/models/model.hpp"
#include "tryall/optim/clipping.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/regularize/regularizer.hpp"
#include "tryall/schedule/schedule.hpp"
#include "tryall/train/added_metrics.hpp"
#include "tryall/train/stopping/early_stopping.hpp"

namespace tryall {

/// The tables of techniques that trainings choose from, to which a user adds:
/// `library.optimizers.add(...)`. Made with what comes with this project. Copies share entries.
struct Library {
  Table<data::SourceEntry> sources = data::source_table();
  Table<data::SplitEntry> splits = data::split_table();
  Table<data::ScalerEntry> scalers = data::scaler_table();
  Table<data::ScalerEntry> target_scalers = data::target_scaler_table();
  Table<data::AugmentationEntry> augmentations = data::augmentation_table();
  /// Each is a dataset as well: `share` adds the source of one that has none.
  Table<functions::FunctionEntry> functions = functions::function_table();
  Table<nn::ModelEntry> models = nn::model_table();
  Table<nn::NormalizationEntry> normalizations = nn::normalization_table();
  Table<nn::DropoutEntry> dropouts = nn::dropout_table();
  /// Words of the models' setting `activation`.
  Table<nn::ActivationEntry> activations = nn::activation_table();
  Table<nn::LossEntry> losses = nn::loss_table();
  Table<init::InitializerEntry> inits = init::initializer_table();
  Table<optim::OptimizerEntry> optimizers = optim::optimizer_table();
  Table<optim::ClippingEntry> clippings = optim::clipping_table();
  Table<schedule::ScheduleEntry> schedules = schedule::schedule_table();
  Table<regularize::RegularizerEntry> regularizers = regularize::regularizer_table();
  Table<train::EarlyStoppingEntry> early_stoppings = train::early_stopping_table();
  train::AddedMetrics metrics = train::further_metrics();  ///< Besides train::indexed_metrics().
};

/// What comes with this project.
inline Library standard_library() { return {}; }

/// The library as trainings use it: it no longer changes, models take each of its activations and each test
/// function is a dataset. Throws Error for an activation or a function with a revision, which no key would
/// have: such a one is changed under a new name.
std::shared_ptr<const Library> share(Library library);

/// The standard library, shared by all who bring none.
const std::shared_ptr<const Library>& shared_standard_library();

}  // namespace tryall
