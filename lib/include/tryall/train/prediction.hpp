#pragma once

#include <memory>
#include <span>
#include <vector>

#include "tryall/train/run.hpp"
#include "tryall/train/tensors/tensor.hpp"

namespace tryall::train {

/// What a model says of samples, one row after the other.
struct ModelAnswers {
  std::size_t columns = 0;
  std::vector<double> outputs = {};  ///< `columns` a row: of classes, or targets in their own unit.
  std::size_t classes = 0;
  std::vector<double> probabilities = {};  ///< `classes` a row; empty where the loss makes none of outputs.

  std::size_t rows() const { return outputs.size() / columns; }
  std::span<const double> outputs_of(std::size_t row) const {
    return std::span(outputs).subspan(row * columns, columns);
  }
  std::span<const double> probabilities_of(std::size_t row) const {
    return std::span(probabilities).subspan(row * classes, classes);
  }
  /// Classification: the one with the highest probability, else with the highest output.
  std::size_t class_of(std::size_t row) const;
};

/// The class that outputs stand for: the largest wins (the first, of equals); one output alone decides
/// between two classes by its sign.
std::size_t predicted_class(std::span<const double> outputs);

/// One training's share in a model: its weights, and how its own training rows scaled inputs and targets.
struct ModelMember {
  std::vector<Tensor> weights = {};
  data::InputMap inputs = {}, targets = {};
};

/// Trainings on the same rows, whose maps `data` has.
std::vector<ModelMember> members_of(const PreparedData& data, std::vector<std::vector<Tensor>> weights);

/// A trained model at work, in one thread at a time.
class Predictor {
 public:
  /// `config` is normalized. Of `data`, the dataset's samples are not looked at. Of several members, each a
  /// training of the config, the outputs and the probabilities are averaged. Throws Error where a tensor of
  /// the config's model is missing or has another shape.
  Predictor(const TrainingConfig& config, const PreparedData& data, std::vector<ModelMember> members);

  /// What the model says of every sample of `dataset`, which has the shape that it was trained on. The bits
  /// are the same on every machine, however samples are cut into datasets.
  ModelAnswers predict(std::shared_ptr<const data::Dataset> dataset) const;

 private:
  class Networks;

  TrainingConfig config_;
  PreparedData data_;
  std::vector<ModelMember> members_;  ///< Their maps; the weights are in the networks.
  std::shared_ptr<Networks> networks_;
};

}  // namespace tryall::train
