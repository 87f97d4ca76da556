#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tryall/everything/try_everything.hpp"
#include "tryall/reports/model/evaluation.hpp"
#include "tryall/train/prediction.hpp"

namespace tryall::everything {

/// Trainings of one config, with seeds 0, 1, ...
struct Trained {
  Config config;                                        ///< Settled.
  std::shared_ptr<const train::PreparedData> prepared;  ///< As the first has the data.
  std::vector<train::ModelMember> members = {};         ///< Those that came to an end.
  /// Regression: the squared errors of each member on its own validation rows.
  std::vector<double> validation_errors = {};
  bool interrupted = false;

  train::Predictor predictor(std::size_t first, std::size_t count) const;
  /// What so many of the members, from `first` on, come to together on these rows.
  reports::ModelEvaluation evaluate(std::size_t first, std::size_t count,
                                    std::span<const std::uint32_t> rows) const;
};

/// Trains so many, in `workshop.jobs` threads. Throws Error where none comes to an end.
Trained train_members(const Workshop& workshop, const Config& config, std::size_t count);

/// The config with the split of seed 0 for all seeds.
Config on_one_split(Config config);
/// The config with the rows that were held out as its test rows.
Config unsealed(Config config);

/// How many test rows have a twin, with the same features and target, among those for training.
std::size_t rows_seen_before(const train::PreparedData& prepared);

/// The metric that configs are chosen by: the share that is right, or the RMSE.
double error_metric(const reports::ModelEvaluation& evaluation);

}  // namespace tryall::everything
