#pragma once

#include <span>

#include "tryall/random.hpp"
#include "tryall/technique.hpp"

namespace tryall::init {

/// Inputs and outputs of the layer whose weights are filled.
struct Fans {
  std::size_t in = 0;
  std::size_t out = 0;
};

/// An initializer fills one block of weights (C order, {outputs, inputs}) from the block's own random stream.
/// Always in double, so that a float and a double training start from the same point.
struct InitializerEntry {
  Technique about;
  void (*fill)(const Choice& choice, Fans fans, const Stream& stream, std::span<double> weights);
};

const std::vector<InitializerEntry>& initializer_table();
const Family& initializers();

/// Fills `weights` by the chosen initializer.
void fill(const Choice& choice, Fans fans, const Stream& stream, std::span<double> weights);

}  // namespace tryall::init
