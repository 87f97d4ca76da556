#pragma once

#include <memory>
#include <vector>

#include "tryall/experiment/table.hpp"
#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

/// The units that a normalization sees: `channels` of `positions` values each (1 after a dense layer, the
/// pixels of an image after a convolution), channel by channel.
struct Units {
  std::ptrdiff_t channels = 0;
  std::ptrdiff_t positions = 1;
  bool convolutional = false;

  std::ptrdiff_t size() const { return channels * positions; }
};

/// What normalizes hidden units: how its layer is made; a null pointer does nothing. A new one is a file and
/// a line in the table. The setting `place` says whether it stands before or after the activation.
struct NormalizationEntry {
  Technique about;
  std::unique_ptr<Layer<float>> (*make_single)(const Choice& choice, Units units);
  std::unique_ptr<Layer<double>> (*make_double)(const Choice& choice, Units units);
};

const Table<NormalizationEntry>& normalization_table();
inline const Family& normalizations() { return normalization_table().family(); }

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_normalization(
    const Choice& choice, Units units, const Table<NormalizationEntry>& table = normalization_table());

}  // namespace tryall::nn
