#pragma once

#include <span>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::data {

/// A scaler: fitted on the training samples alone (`none` and `per_image` on nothing), applied to all. Throws
/// SettingError where a setting does not fit the dataset.
struct ScalerEntry {
  Technique about;
  InputMap (*fit)(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training);
};

const Table<ScalerEntry>& scaler_table();
inline const Family& scalers() { return scaler_table().family(); }

/// Fits the chosen scaler on the samples `training`. Where values are missing, what stands in for them is
/// found first, from the same samples, and the scaler is fitted on what is filled; a feature of which none of
/// the samples has a value becomes 0.
InputMap fit_scaler(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training,
                    const Table<ScalerEntry>& table = scaler_table());

/// The scalers that suit the targets of a regression, under a family of their own.
const Table<ScalerEntry>& target_scaler_table();
inline const Family& target_scalers() { return target_scaler_table().family(); }

/// Fits the chosen scaler on the targets of the samples `training`.
InputMap fit_target_scaler(const Choice& choice, const Dataset& dataset,
                           std::span<const std::uint32_t> training,
                           const Table<ScalerEntry>& table = target_scaler_table());

}  // namespace tryall::data
