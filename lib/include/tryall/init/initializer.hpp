#pragma once

#include <span>

#include "tryall/experiment/technique.hpp"
#include "tryall/random.hpp"

namespace tryall::init {

/// The block of parameters to be filled, seen as a matrix in C order.
struct Block {
  std::size_t rows = 0;     ///< Outputs.
  std::size_t columns = 0;  ///< All else: the inputs, or channels x height x width; 1 for a bias.
  std::size_t fan_in = 0;   ///< Inputs that a unit of the layer sums over.
  std::size_t fan_out = 0;  ///< Outputs that an input of the layer takes part in.
};

/// An initializer fills one block of parameters from the block's own random stream. Always in double, so that
/// a float and a double training start from the same point.
struct InitializerEntry {
  Technique about;
  void (*fill)(const Choice& choice, Block block, const Stream& stream, std::span<double> weights);
};

const std::vector<InitializerEntry>& initializer_table();
const Family& initializers();

/// Fills the block's rows x columns `weights` by the chosen initializer.
void fill(const Choice& choice, Block block, const Stream& stream, std::span<double> weights);

}  // namespace tryall::init
