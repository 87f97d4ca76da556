#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tryall/everything/try_everything.hpp"
#include "tryall/reports/model/evaluation.hpp"
#include "tryall/reports/results/run.hpp"
#include "tryall/train/prediction.hpp"

namespace tryall::everything {

/// Trainings of one config on one split, with seeds 0, 1, ...
struct Trained {
  Config config;  ///< Settled.
  std::shared_ptr<const train::PreparedData> prepared;
  std::vector<std::vector<train::Tensor>> members = {};  ///< Of those that came to an end.
  bool interrupted = false;

  train::Predictor predictor(std::size_t first, std::size_t count) const;
  /// What so many of the members, from `first` on, come to together on these rows.
  reports::ModelEvaluation evaluate(std::size_t first, std::size_t count,
                                    std::span<const std::uint32_t> rows) const;
};

/// Trains so many, all on the split of seed 0. Throws Error where none comes to an end.
Trained train_members(const Workshop& workshop, Config config, std::size_t count);

/// The config for all rows but the sealed ones, without validation: as many epochs as given, and no early
/// stopping.
Config refitted(Config config, const Facts& facts, double test_share, std::int64_t epochs);

/// How many epochs a config's trainings took to be at their best: the mean over those that stopped early of
/// where they did, less the patience. Where a schedule depends on the number of epochs, all of them.
std::int64_t best_epochs(const reports::Group& group, const Sizes& sizes);

/// The metric that configs are chosen by: the share that is right, or the RMSE.
double error_metric(const reports::ModelEvaluation& evaluation);

}  // namespace tryall::everything
