#pragma once

#include <memory>
#include <vector>

#include "tryall/experiment/table.hpp"
#include "tryall/nn/layers/layer.hpp"
#include "tryall/nn/layers/normalization.hpp"

namespace tryall::nn {

/// What drops units in training: how its layer is made. `part` is the layer's number, so that each layer
/// draws for itself. A new one is a file and a line in the table.
struct DropoutEntry {
  Technique about;
  bool dense = true;           ///< It stands behind dense hidden layers.
  bool convolutional = false;  ///< It stands behind convolutions.
  std::unique_ptr<Layer<float>> (*make_single)(const Choice& choice, Units units, std::uint32_t part);
  std::unique_ptr<Layer<double>> (*make_double)(const Choice& choice, Units units, std::uint32_t part);
};

const Table<DropoutEntry>& dropout_table();
inline const Family& dropouts() { return dropout_table().family(); }

/// Null where the choice does not drop such units.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_dropout(const Choice& choice, Units units, std::uint32_t part,
                                            const Table<DropoutEntry>& table = dropout_table());

}  // namespace tryall::nn
