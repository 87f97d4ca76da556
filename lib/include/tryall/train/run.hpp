#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/data/splits/split.hpp"
#include "tryall/experiment/run_result.hpp"
#include "tryall/train/added_metrics.hpp"
#include "tryall/train/metric.hpp"
#include "tryall/train/tensors/tensor.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::train {

using tryall::Checkpoint;
using tryall::Histogram;
using tryall::Hooks;
using tryall::Outcome;
using tryall::outcome_from;
using tryall::RunResult;

/// A result of the standard metrics and so many added ones, of which none is measured yet.
RunResult nothing_measured(std::size_t added = further_metrics().size());

/// A dataset split and scaled for one (split, train_size, scalers, seed); shared by all runs that agree on
/// those.
struct PreparedData {
  std::shared_ptr<const data::Dataset> dataset;
  data::SampleSplit split;
  data::InputMap map;
  data::InputMap target_map;  ///< Of the targets of a regression.
};

/// The config with what depends on the data resolved (the loss `auto` stands for) and what makes no
/// difference to them at its neutral value, so that equal trainings have equal configs. Choices that lack
/// settings are given their defaults first. Throws Error where config and data do not fit: a loss for another
/// task, a convolution without images; SettingError for a choice or setting that its table does not have.
TrainingConfig normalized(const TrainingConfig& config, const data::Dataset& dataset);

/// Splits the dataset and fits the scalers on the training part. Throws Error where that cannot be done.
PreparedData prepare(const TrainingConfig& config, std::uint64_t seed,
                     std::shared_ptr<const data::Dataset> dataset);

/// Throws Error where the (normalized) config cannot be trained on the split: a batch larger than its
/// training part, batch normalization over batches of one, a kernel larger than the image, a rule of stopping
/// without what it watches.
void validate(const TrainingConfig& config, const PreparedData& prepared);

/// What in the (normalized) config works badly on the split without being refused, with the way out; else
/// empty. A last batch of one sample, say, which batch normalization makes the same whatever it is.
std::string batch_note(const TrainingConfig& config, const PreparedData& prepared);

/// What is to be said where a split draws samples that have times, since it trains on the future of those
/// that it holds out; empty where it does not.
std::string split_note(const TrainingConfig& config, const data::Dataset& dataset);

/// How the outside follows and stops a training, and what else it gives and wants.
struct TrainingHooks : Hooks {
  /// Weights to start from instead of the initializer's, by name. Throws Error where one is missing or does
  /// not fit.
  const std::vector<Tensor>* initial_weights = nullptr;
  /// Called at the end, unless the run was cancelled, with the predictions for the test split (the validation
  /// split where there is none).
  std::function<void(const std::vector<Tensor>& weights, const Predictions& predictions)> training_done = {};
  /// Called at the end where the optimizer no longer moves the weights, with the reason.
  std::function<void(const std::string& reason)> at_rest = {};
};

/// Trains one config (given its defaults and normalized first) with one seed, in the calling thread, in
/// precision Scalar. The result is a function of (config, seed, data) alone, to the last bit. A loss that is
/// not finite ends the run as `diverged`; a stop request ends it within one piece of a batch as `cancelled`.
template <class Scalar>
RunResult run(const TrainingConfig& config, std::uint64_t seed, const PreparedData& prepared,
              const TrainingHooks& hooks = {});

/// The same in the config's own precision.
RunResult run(const TrainingConfig& config, std::uint64_t seed, const PreparedData& prepared,
              const TrainingHooks& hooks = {});

}  // namespace tryall::train
