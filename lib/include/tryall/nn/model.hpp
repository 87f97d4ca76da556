#pragma once

#include "tryall/nn/network.hpp"
#include "tryall/technique.hpp"

namespace tryall::nn {

/// What goes into a model and what comes out.
struct ModelShape {
  std::ptrdiff_t features = 0;
  std::ptrdiff_t outputs = 0;
};

/// A model: how its layers are made from its settings. A new model is a file and a line in the table.
struct ModelEntry {
  Technique about;
  Layers<float> (*make_single)(const Choice& choice, ModelShape shape);
  Layers<double> (*make_double)(const Choice& choice, ModelShape shape);
};

const std::vector<ModelEntry>& model_table();
const Family& models();

/// The chosen model's layers, parameters not yet initialized.
template <class Scalar>
Layers<Scalar> make_layers(const Choice& choice, ModelShape shape);

}  // namespace tryall::nn
