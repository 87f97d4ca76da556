#pragma once

#include <string>

#include "tryall/experiment/table.hpp"
#include "tryall/experiment/task.hpp"
#include "tryall/functions/function.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dropout.hpp"
#include "tryall/nn/layers/normalization.hpp"
#include "tryall/nn/network.hpp"

namespace tryall::nn {

/// What goes into a model and what comes out.
struct ModelShape {
  std::ptrdiff_t features = 0;
  std::ptrdiff_t outputs = 0;
  ImageShape image = {};      ///< All 0 where samples are not images.
  std::string function = {};  ///< The test function, where there is one.
};

/// The kinds of hidden units that a model has.
struct HiddenUnits {
  bool dense = false;
  bool convolutional = false;
};

struct ModelParts;

/// A model: how its layers are made from its settings. A new model is a file and a line in the table.
struct ModelEntry {
  Technique about;
  /// What a normalization or dropout could act on.
  HiddenUnits (*hidden)(const Choice& model);
  Layers<float> (*make_single)(const ModelParts& parts);
  Layers<double> (*make_double)(const ModelParts& parts);
};

const Table<ModelEntry>& model_table();
inline const Family& models() { return model_table().family(); }

/// The tables that a model and what stands in it are chosen from; they outlive it.
struct ModelTables {
  const Table<ModelEntry>* models = &model_table();
  const Table<NormalizationEntry>* normalizations = &normalization_table();
  const Table<DropoutEntry>* dropouts = &dropout_table();
  const Table<ActivationEntry>* activations = &activation_table();
  const Table<functions::FunctionEntry>* functions = &functions::function_table();
};

/// All that decides which layers a model has.
struct ModelParts {
  Choice model;
  ModelShape shape;
  Choice normalization{"none", {}};
  Choice dropout{"none", {}};
  ModelTables tables = {};
};

/// The model's layers, parameters not yet initialized. Throws Error where they do not fit the shape: a
/// convolution without an image, a kernel larger than the image.
template <class Scalar>
Layers<Scalar> make_layers(const ModelParts& parts);

}  // namespace tryall::nn
