#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "tryall/config.hpp"
#include "tryall/data/dataset.hpp"
#include "tryall/data/split.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::train {

/// How a run ended. Only `cancelled` is not a result: it says nothing about the config.
enum class Outcome { completed, diverged, pruned, timed_out, failed, cancelled };

std::string_view to_text(Outcome outcome);
/// The outcome of that name, if there is one.
std::optional<Outcome> outcome_from(std::string_view text);

/// What a run came to.
struct RunResult {
  Outcome outcome = Outcome::completed;
  std::string message;           ///< Why it did not complete: where it diverged, what failed.
  std::int64_t epochs_done = 0;  ///< Whole epochs.
  std::int64_t steps_done = 0;   ///< Updates.
  double wall_seconds = 0;       ///< Not part of the result proper: it differs between repetitions.
  std::vector<double> final_values = std::vector<double>(metric_count, missing());  ///< By MetricIndex.
  std::vector<std::vector<double>> curves =
      std::vector<std::vector<double>>(metric_count);  ///< A value an epoch.

  static double missing();  ///< NaN: the metric was not measured.
};

/// A dataset split and scaled for one (split, scaler, seed); shared by all runs that agree on those.
struct Prepared {
  std::shared_ptr<const data::Dataset> dataset;
  data::Split split;
  data::AffineMap map;
};

/// Splits the dataset and fits the scaler on the training part. Throws Error where that cannot be done.
Prepared prepare(const Config& config, std::uint64_t seed, std::shared_ptr<const data::Dataset> dataset);

/// Throws Error where the config asks for a batch larger than its training split.
void check_fits(const Config& config, const data::Split& split);

/// How the outside follows and stops a run.
struct Hooks {
  std::stop_token stop = {};
  /// After each epoch: the number of whole epochs so far, and the run up to there.
  std::function<void(std::int64_t epochs_done, const RunResult& so_far)> epoch_done = {};
};

/// Trains one config with one seed, in the calling thread, in precision Scalar. The result is a function of
/// (config, seed, data) alone, to the last bit. A loss that is not finite ends the run as `diverged`; a stop
/// request ends it within one piece of a batch as `cancelled`.
template <class Scalar>
RunResult run(const Config& config, std::uint64_t seed, const Prepared& prepared, const Hooks& hooks = {});

}  // namespace tryall::train
