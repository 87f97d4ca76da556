#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "tryall/experiment/metric.hpp"

namespace tryall {

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

/// A metric that the trainer did not announce, with its value and its curve, if it has one.
struct FurtherMetric {
  Metric metric;
  double value = 0;
  std::vector<double> curve = {};
};

/// What a run came to.
struct RunResult {
  Outcome outcome = Outcome::completed;
  std::string message = {};      ///< Why it did not complete: where it diverged, what failed.
  std::int64_t epochs_done = 0;  ///< Whole epochs.
  std::int64_t steps_done = 0;   ///< Updates.
  /// Floating-point operations of the updates: two per multiply-add of the model's matrix products, once for
  /// the forward pass and twice for the backward pass, over the samples seen (Kaplan et al. 2020,
  /// section 2.1).
  double flops = 0;
  double cpu_seconds = 0;   ///< Of the training's thread. Like the next, no part of the result proper:
  double wall_seconds = 0;  ///< both differ between repetitions.
  /// In the order of the trainer's metrics; NaN, or left off at the end, where it was not measured.
  std::vector<double> final_values = {};
  std::vector<std::vector<double>> curves = {};  ///< A value per epoch, in the same order.
  std::vector<FurtherMetric> further = {};
  std::vector<Histogram> histograms = {};

  static double missing();  ///< NaN: the metric was not measured.

  /// The final value of a metric by its place; `missing` where there is none.
  double value(std::size_t metric) const;
  /// Its curve; empty where there is none.
  const std::vector<double>& curve(std::size_t metric) const;
};

/// All that a training is between two updates: from it, it goes on with the same bits.
struct Checkpoint {
  std::int64_t epochs_done = 0;  ///< Whole epochs.
  std::int64_t steps_done = 0;   ///< Updates.
  std::vector<std::byte> state;  ///< Weights, optimizer, curves so far, ...; for the same program alone.
};

/// How the outside follows and stops a run.
struct Hooks {
  std::stop_token stop = {};
  /// After each epoch: the number of whole epochs so far, and the run up to there.
  std::function<void(std::int64_t epochs_done, const RunResult& so_far)> epoch_done = {};
  /// Where to go on instead of at the beginning. Throws Error where it is of another training.
  const Checkpoint* resume = nullptr;
  /// Asked before each update whether `checkpoint` is to be called; a stop request calls it as well.
  std::function<bool()> wants_checkpoint = {};
  std::function<void(Checkpoint)> checkpoint = {};
  /// Whether `checkpoint` is called after the last epoch as well (not where a rule stopped early), so that a
  /// longer training can go on from there.
  bool checkpoint_at_end = false;
  /// Shorter trainings, ascending numbers of epochs below the config's, that are the front part of this one:
  /// the result of each is reported when it is reached (or known, where the training ends before).
  std::vector<std::int64_t> milestones = {};
  std::function<void(std::int64_t epochs, const RunResult& result)> milestone_reached = {};
};

}  // namespace tryall
