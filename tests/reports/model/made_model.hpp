#pragma once

#include <memory>
#include <vector>

#include "answered.hpp"
#include "tryall/random.hpp"
#include "tryall/train/prediction.hpp"
#include "tryall/train/run.hpp"

namespace tryall::testing {

/// One layer with such weights and no bias, of the features as they are.
inline train::Predictor one_layer(const std::shared_ptr<const data::Dataset>& dataset, const char* model,
                                  const std::vector<double>& weights) {
  train::TrainingConfig config;
  config.model = {model, {}};
  config.scaler = {"none", {}};
  config.target_scaler = {"none", {}};
  config.precision = "float64";
  config = train::normalized(train::with_defaults(config), *dataset);
  const std::size_t outputs = weights.size() / dataset->features;
  const train::PreparedData prepared = train::prepare(config, 0, dataset);
  const std::vector<train::Tensor> tensors = {{"0.weight", {outputs, dataset->features}, weights},
                                              {"0.bias", {outputs}, std::vector<double>(outputs)}};
  return {config, prepared, train::members_of(prepared, {tensors})};
}

/// Of a regression: sum w x.
inline train::Predictor linear_model(const std::shared_ptr<const data::Dataset>& dataset,
                                     const std::vector<double>& weights) {
  return one_layer(dataset, "linear", weights);
}

/// Of two classes: the second where sum w x is above 0.
inline train::Predictor two_class_model(const std::shared_ptr<const data::Dataset>& dataset,
                                        std::vector<double> weights) {
  weights.insert(weights.begin(), weights.size(), 0.0);
  return one_layer(dataset, "softmax", weights);
}

/// Rows of standard normal features; the target is the first feature and a tenth of the second.
inline std::shared_ptr<data::Dataset> normal_rows(std::size_t rows, std::size_t features) {
  auto dataset = std::make_shared<data::Dataset>(valued(std::vector<double>(rows)));
  dataset->shape = {features};
  dataset->features = features;
  Buffer<double> values(rows * features);
  const Stream draws(8, Purpose::noise);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = draws.normal(i);
  for (std::size_t row = 0; row < rows; ++row)
    dataset->targets[row] = values[row * features] + 0.1 * values[row * features + 1];
  dataset->values = std::move(values);
  return dataset;
}

}  // namespace tryall::testing
