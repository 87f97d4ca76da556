#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tryall {

/// A block of a layer's parameters: one contiguous, aligned stretch of a network's flat buffers. A matrix
/// lies in memory transposed, a row per input: products over a batch then read weights and write their
/// gradients as they lie. Shapes, files and the draws of initializers have a row per output; `lay_out` and
/// `in_order_of_shape` turn one into the other.
struct ParameterBlock {
  /// Weights are drawn by the initializer and regularized; biases are drawn by the initializer for biases;
  /// gains, which multiply what was normalized, start from 1.
  enum class Kind { weight, bias, gain };

  std::string name = {};  ///< "0.weight"; the number is the layer's place in the network.
  Kind kind = Kind::weight;
  std::vector<std::size_t> shape =
      {};                          ///< In C order, as PyTorch has it: {outputs, inputs} for a dense layer.
  std::size_t fan_in = 0;          ///< Inputs that a unit of the layer sums over.
  std::size_t fan_out = 0;         ///< Outputs that an input of the layer takes part in.
  std::size_t offset = 0;          ///< Into the network's flat buffers.
  std::vector<double> start = {};  ///< If not empty, the values to start from, instead of any initializer's.

  std::size_t size() const;
  /// Seen as a matrix in C order: a row per output, and in it all else (inputs, or channels x height x
  /// width); one column where the block is a vector.
  std::size_t rows() const { return shape.front(); }
  std::size_t columns() const { return rows() == 0 ? 0 : size() / rows(); }
};

/// The block's values, given in C order of its shape, in the order of memory.
template <class To, class From>
void lay_out(const ParameterBlock& block, std::span<const From> values, std::span<To> memory) {
  const std::size_t rows = block.rows(), columns = block.columns();
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column)
      memory[column * rows + row] = static_cast<To>(values[row * columns + column]);
}

/// The other way: what lies in memory, in C order of the block's shape.
template <class Scalar>
std::vector<double> in_order_of_shape(const ParameterBlock& block, std::span<const Scalar> memory) {
  const std::size_t rows = block.rows(), columns = block.columns();
  std::vector<double> values(memory.size());
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column)
      values[row * columns + column] = static_cast<double>(memory[column * rows + row]);
  return values;
}

}  // namespace tryall
