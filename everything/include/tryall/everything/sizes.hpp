#pragma once

#include <cstddef>
#include <cstdint>

#include "tryall/everything/facts.hpp"

namespace tryall::everything {

/// How a budget is divided. A config costs seeds x epochs, in epochs.
struct Sizes {
  std::size_t folds = 0;        ///< Of the cross-validation; 0: a share of a fifth validates.
  std::size_t seeds = 3;        ///< Of each config; of a cross-validation one for each fold.
  std::int64_t epochs = 1;      ///< Of a training at most.
  std::size_t linear = 3;       ///< Configs of the linear model.
  std::size_t configs = 0;      ///< That the search tries.
  std::size_t finalists = 0;    ///< That are trained again with fresh seeds.
  std::size_t variants = 0;     ///< Of the best, each with one setting changed; at most.
  std::size_t fresh_seeds = 3;  ///< Of the finalists, the linear model's best and the variants.
  std::size_t members = 1;      ///< Trainings of the best that are averaged where that helps.

  /// Trained at most.
  std::int64_t epochs_in_all() const;
};

/// How many epochs a training has where the budget allows: enough for about 3,000 updates, 5 to 100.
std::int64_t usual_epochs(const Facts& facts);

/// For so many epochs in all. Where there are few, trainings are shorter: at least 40 configs are better than
/// long trainings. Throws Error where there are too few for anything.
Sizes sizes_for(const Facts& facts, std::int64_t epochs);

/// For a time. `epochs_in_time` is how many epochs of a config of usual size are expected to be trained in
/// it, by all workers together. The search then goes on until its share of the time is over.
Sizes sizes_for_time(const Facts& facts, double epochs_in_time);

}  // namespace tryall::everything
