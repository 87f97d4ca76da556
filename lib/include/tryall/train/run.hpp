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
#include "tryall/experiment/config.hpp"
#include "tryall/train/metric.hpp"
#include "tryall/train/tensors/tensor.hpp"

namespace tryall::train {

/// How a run ended. Only `cancelled` is not a result: it says nothing about the config.
enum class Outcome { completed, diverged, pruned, timed_out, failed, cancelled };

std::string_view to_text(Outcome outcome);
/// The outcome of that name, if there is one.
std::optional<Outcome> outcome_from(std::string_view text);

/// How the activations of one layer were distributed over the validation split (the training split where
/// there is none) after an epoch: counts in bins of equal width from low to high.
struct Histogram {
  std::int64_t epoch = 0;
  std::size_t layer = 0;  ///< Counted among the activations.
  double low = 0, high = 0;
  std::vector<std::int64_t> counts;

  bool operator==(const Histogram&) const = default;
};

/// What a run came to.
struct RunResult {
  Outcome outcome = Outcome::completed;
  std::string message;           ///< Why it did not complete: where it diverged, what failed.
  std::int64_t epochs_done = 0;  ///< Whole epochs.
  std::int64_t steps_done = 0;   ///< Updates.
  /// Floating-point operations of the updates: two a multiply-add of the model's matrix products, once for
  /// the forward pass and twice for the backward pass, over the samples seen (Kaplan et al. 2020,
  /// section 2.1).
  double flops = 0;
  double wall_seconds = 0;  ///< Not part of the result proper: it differs between repetitions.
  std::vector<double> final_values = std::vector<double>(metric_count, missing());  ///< By MetricIndex.
  std::vector<std::vector<double>> curves =
      std::vector<std::vector<double>>(metric_count);  ///< A value an epoch.
  std::vector<Histogram> histograms = {};

  static double missing();  ///< NaN: the metric was not measured.
};

/// A dataset split and scaled for one (split, train_size, scalers, seed); shared by all runs that agree on
/// those.
struct Prepared {
  std::shared_ptr<const data::Dataset> dataset;
  data::Split split;
  data::InputMap map;
  data::InputMap target_map;  ///< Of the targets of a regression.
};

/// The config with what depends on the data settled (the loss `auto` stands for) and what makes no difference
/// to them at its neutral value, so that equal trainings have equal configs. Throws Error where config and
/// data do not fit: a loss for another task, a convolution without images.
Config settled(const Config& config, const data::Dataset& dataset);

/// Splits the dataset and fits the scalers on the training part. Throws Error where that cannot be done.
Prepared prepare(const Config& config, std::uint64_t seed, std::shared_ptr<const data::Dataset> dataset);

/// Throws Error where the (settled) config cannot be trained on the split: a batch larger than its training
/// part, a kernel larger than the image, a rule of stopping without what it watches.
void check_fits(const Config& config, const Prepared& prepared);

/// A model's outputs for the samples of a split.
struct Predictions {
  std::vector<std::uint32_t> samples;  ///< Places in the dataset.
  std::size_t columns = 0;
  std::vector<double> outputs;  ///< `columns` a sample: classes' outputs, or targets in their own unit.
};

/// All that a training is between two updates: from it, it goes on with the same bits.
struct Checkpoint {
  std::int64_t epochs_done = 0;  ///< Whole epochs.
  std::int64_t steps_done = 0;   ///< Updates.
  std::vector<std::byte>
      state;  ///< Weights, optimizer, layers, schedule, curves so far; for this program alone.
};

/// How the outside follows and stops a run, and what else it gives and wants.
struct Hooks {
  std::stop_token stop = {};
  /// After each epoch: the number of whole epochs so far, and the run up to there.
  std::function<void(std::int64_t epochs_done, const RunResult& so_far)> epoch_done = {};
  /// Weights to start from instead of the initializer's, by name. Throws Error where one is missing or does
  /// not fit.
  const std::vector<Tensor>* start = nullptr;
  /// Where to go on instead of at the beginning. Throws Error where it is of another training.
  const Checkpoint* resume = nullptr;
  /// Asked before each update whether `checkpoint` is to be called; a stop request calls it as well.
  std::function<bool()> wants_checkpoint = {};
  std::function<void(Checkpoint)> checkpoint = {};
  /// Whether `checkpoint` is called after the last epoch as well (not where a rule stopped early), so that a
  /// longer training can go on from there.
  bool checkpoint_at_end = false;
  /// Shorter trainings, ascending numbers of epochs below the config's, that are the front part of this one:
  /// each is told its own result when it is reached (or known, where the training ends before).
  std::vector<std::int64_t> ends = {};
  std::function<void(std::int64_t epochs, const RunResult& result)> end_reached = {};
  /// Called at the end, unless the run was cancelled, with the predictions for the test split (the validation
  /// split where there is none).
  std::function<void(const std::vector<Tensor>& weights, const Predictions& predictions)> ended = {};
};

/// Trains one config (settled first) with one seed, in the calling thread, in precision Scalar. The result is
/// a function of (config, seed, data) alone, to the last bit. A loss that is not finite ends the run as
/// `diverged`; a stop request ends it within one piece of a batch as `cancelled`.
template <class Scalar>
RunResult run(const Config& config, std::uint64_t seed, const Prepared& prepared, const Hooks& hooks = {});

/// The same in the config's own precision.
RunResult run(const Config& config, std::uint64_t seed, const Prepared& prepared, const Hooks& hooks = {});

}  // namespace tryall::train
