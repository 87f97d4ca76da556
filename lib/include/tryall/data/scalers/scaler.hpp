#pragma once

#include <span>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// A scaler: fitted on the training samples alone (`none` and `per_image` on nothing), applied to all. Throws
/// SettingError where a setting does not fit the dataset.
struct ScalerEntry {
  Technique about;
  InputMap (*fit)(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training);
};

/// One row a scaler; a new one is a file and a line here.
const std::vector<ScalerEntry>& scaler_table();
const Family& scalers();

/// Fits the chosen scaler on the samples `training`.
InputMap fit_scaler(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training);

/// The scalers that suit the targets of a regression, under a family of their own.
const Family& target_scalers();

/// Fits the chosen scaler on the targets of the samples `training`.
InputMap fit_target_scaler(const Choice& choice, const Dataset& dataset,
                           std::span<const std::uint32_t> training);

}  // namespace tryall::data
