#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "tryall/data/dataset.hpp"
#include "tryall/train/prediction.hpp"

namespace tryall::reports {

/// The given samples of a dataset as a dataset of their own, in that order.
std::shared_ptr<data::Dataset> rows_of(const data::Dataset& dataset, std::span<const std::uint32_t> samples);

/// What the model says of them.
train::ModelAnswers answers_to(const train::Predictor& model, const data::Dataset& dataset,
                               std::span<const std::uint32_t> samples);

}  // namespace tryall::reports
