#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tryall/everything/facts.hpp"
#include "tryall/everything/sizes.hpp"

namespace tryall::everything {

/// A family of techniques: the settings of one axis that are tried, the plainest first.
struct TriedAxis {
  std::string axis;
  nlohmann::json values;  ///< An array.
};

/// What is tried on such data, in the order in which it is told.
std::vector<TriedAxis> tried_axes(const Facts& facts);

/// What is tried in the place of the best config's own settings alone, to see what mattered: also what no
/// search goes over, such as half of the data.
std::vector<TriedAxis> variant_axes(const Facts& facts);

/// What all trainings have in common: data, split, epochs, early stopping. With `sealed`, the test rows are
/// left out.
nlohmann::json common_settings(const Facts& facts, const Sizes& sizes, const nlohmann::json& dataset,
                               double test_share, bool sealed);

/// Epochs without improvement that end a training.
std::int64_t patience_of(const Sizes& sizes);

/// The metric that configs are chosen by: validation_accuracy or validation_rmse.
std::string objective_of(const Facts& facts);

/// Sweeps in the grammar of their files: the linear model with three learning rates; the search.
nlohmann::json linear_sweep(const std::string& name, const Facts& facts, const nlohmann::json& common,
                            std::size_t seeds);
nlohmann::json search_sweep(const std::string& name, const Facts& facts, const nlohmann::json& common,
                            const Sizes& sizes);

}  // namespace tryall::everything
