#pragma once

#include <string>

#include "tryall/experiment/task.hpp"
#include "tryall/experiment/technique.hpp"
#include "tryall/nn/network.hpp"

namespace tryall::nn {

/// What goes into a model and what comes out.
struct ModelShape {
  std::ptrdiff_t features = 0;
  std::ptrdiff_t outputs = 0;
  ImageShape image = {};      ///< All 0 where samples are not images.
  std::string function = {};  ///< The test function, where there is one.
};

/// All that decides which layers a model has.
struct ModelParts {
  Choice model;
  ModelShape shape;
  Choice normalization{"none", {}};
  Choice dropout{"none", {}};
};

/// The kinds of hidden units that a model has.
struct HiddenUnits {
  bool dense = false;
  bool convolutional = false;
};

/// A model: how its layers are made from its settings. A new model is a file and a line in the table.
struct ModelEntry {
  Technique about;
  /// What a normalization or dropout could act on.
  HiddenUnits (*hidden)(const Choice& model);
  Layers<float> (*make_single)(const ModelParts& parts);
  Layers<double> (*make_double)(const ModelParts& parts);
};

const std::vector<ModelEntry>& model_table();
const Family& models();

/// Of the (completed) model.
HiddenUnits hidden_units(const Choice& model);

/// The model's layers, parameters not yet initialized. Throws Error where they do not fit the shape: a
/// convolution without an image, a kernel larger than the image.
template <class Scalar>
Layers<Scalar> make_layers(const ModelParts& parts);

}  // namespace tryall::nn
