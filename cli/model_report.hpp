#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/reports/model/page.hpp"
#include "tryall/train/run.hpp"
#include "tryall/train/tensors/tensor.hpp"

namespace tryall::cli {

/// What a training left behind, for its page.
struct TrainedModel {
  const Config& config;  ///< Settled.
  std::uint64_t seed = 0;
  const train::PreparedData& data;
  const std::vector<train::Tensor>& weights;
  std::string diverged = {};  ///< How; empty where it did not.
};

/// Throws Error, before anything is trained, where the data have no rows to judge a model by.
void check_rows_to_report(const train::PreparedData& data);

/// The page of the model: judged on its test rows, or the validation rows where there are none, its columns
/// on the validation rows, or the test rows.
reports::ModelPage model_page(const TrainedModel& model);

}  // namespace tryall::cli
