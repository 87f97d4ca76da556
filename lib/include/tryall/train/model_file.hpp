#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tryall/train/prediction.hpp"
#include "tryall/train/run.hpp"
#include "tryall/train/tensors/safetensors.hpp"

namespace tryall::train {

/// One of the trainings that weights went through.
struct PastTraining {
  std::string config;  ///< As the writer spells it.
  std::uint64_t seed = 0;
};

/// A trained model as a file keeps it, with all that predicting needs.
struct ModelFile {
  std::string config;  ///< As the writer spells it.
  std::uint64_t seed = 0;
  std::string program = {};  ///< What wrote it.
  /// What the weights were trained on before they began the training that this is the end of, oldest first.
  std::vector<PastTraining> before = {};
  PreparedData data;  ///< As `for_prediction` gives it. The dataset's samples are not kept.
  std::vector<ModelMember> members = {};  ///< The trainings; mostly one, with the maps of `data`.
};

/// With a value for every feature of a table that a row may miss, whether rows of training did or not.
PreparedData for_prediction(PreparedData prepared);

/// The model as tensors and texts.
TensorFile to_tensor_file(const ModelFile& model);

/// Whether the file says what data its weights belong to.
bool describes_model(const TensorFile& file);

/// All that the file says its weights were trained on, oldest first: what they began with and their own. None
/// for files of other programs. Throws Error where it says so in no way that can be read.
std::vector<PastTraining> trainings_of(const TensorFile& file);

/// Reads that again: a dataset without samples, and its maps. `what` names the file in messages. Throws Error
/// for what is no such file.
ModelFile model_from(const TensorFile& file, const std::string& what);

}  // namespace tryall::train
